import { refusedWith } from '../../core/contract/responses.ts';
import type { Exchange } from '../../checks/exchange.ts';
import { contentRefusals } from '../../core/http/request-part.ts';
import { isUnauthorized } from '../../report/not-judgeable.ts';

const isOfContent = (kind: string): boolean => contentRefusals.some((other) => other === kind);

/**
 * Whether a refusal is about the content of the request, not about credentials or the state of the
 * server. `x-refusals` decides, else the meaning of the status in HTTP.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5
 */
export function refusesContent(exchange: Exchange): boolean {
  const { operation } = exchange.case;
  const { status } = exchange.reply;
  const kinds = [...operation.refusals.keys()].filter((kind) =>
    refusedWith(operation, [kind]).includes(status),
  );
  if (kinds.length === 0) return [400, 405, 415, 422].includes(status);
  return (
    kinds.every(isOfContent) || kinds.filter(isOfContent).some((kind) => readsAs(kind, exchange))
  );
}

/**
 * Whether the body identifies one kind of refusal among others with the same status. It asks
 * `isUnauthorized`, with that kind in place of the credentials.
 */
function readsAs(kind: string, exchange: Exchange): boolean {
  const { case: testCase, reply } = exchange;
  const { operation } = testCase;
  const refusals = new Map(
    [...operation.refusals].map(([name, refusal]) => [
      name === kind ? 'unauthorized' : `other than ${kind}: ${name}`,
      refusal,
    ]),
  );
  // a 401 is about credentials, whatever its body says
  return (
    reply.status !== 401 &&
    isUnauthorized({ ...exchange, case: { ...testCase, operation: { ...operation, refusals } } })
  );
}
