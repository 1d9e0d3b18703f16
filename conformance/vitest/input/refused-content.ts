import { refusedWith } from '../../core/contract/responses.ts';
import type { Exchange } from '../../checks/exchange.ts';
import { contentRefusals } from '../../core/http/request-part.ts';
import { isRefusalOf } from '../../checks/refusal-kinds.ts';

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
    kinds.every(isOfContent) ||
    // a 401 is about credentials, whatever its body says
    (status !== 401 && kinds.filter(isOfContent).some((kind) => isRefusalOf(kind, exchange)))
  );
}
