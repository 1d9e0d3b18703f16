import { refusedWith } from '../../core/contract/responses.ts';
import type { Exchange } from '../../checks/exchange.ts';
import { isUnauthorized } from '../../report/not-judgeable.ts';

const isOfContent = (kind: string): boolean => kind === 'malformed' || kind === 'invalid';

/**
 * Whether a refusal can only mean that something is wrong with the request itself: not with its
 * credentials, and not
 * with what it met. Where `x-refusals` says nothing of the status, that of HTTP's own decides.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.5
 */
export function refusesContent(exchange: Exchange): boolean {
  const {
    case: { operation },
    reply: { status },
  } = exchange;
  const kinds = [...operation.refusals.keys()].filter((kind) =>
    refusedWith(operation, [kind]).includes(status),
  );
  if (kinds.length === 0) return [400, 405, 415, 422].includes(status);
  return (
    kinds.every(isOfContent) || kinds.filter(isOfContent).some((kind) => readsAs(kind, exchange))
  );
}

/**
 * Whether the body tells one kind of refusal from others of the same status. It is asked as it is
 * of credentials, with that kind in their place.
 */
function readsAs(kind: string, exchange: Exchange): boolean {
  const {
    case: testCase,
    reply: { status },
  } = exchange;
  const { operation } = testCase;
  const refusals = new Map(
    [...operation.refusals].map(([name, refusal]) => [
      name === kind ? 'unauthorized' : `other than ${kind}: ${name}`,
      refusal,
    ]),
  );
  // a 401 speaks of credentials, whatever its body says
  return (
    status !== 401 &&
    isUnauthorized({ ...exchange, case: { ...testCase, operation: { ...operation, refusals } } })
  );
}
