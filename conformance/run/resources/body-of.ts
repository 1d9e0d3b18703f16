import type { Exchange } from '../../checks/exchange.ts';
import { jsonOf, textOf } from '../../checks/response.ts';
import { isJson } from '../../core/http/media-type.ts';
import type { Json } from '../../core/json.ts';

/** The JSON that an answer holds, also under a status that its operation does not document. */
export function bodyOf(exchange: Exchange): Json | undefined {
  const documented = jsonOf(exchange);
  if (documented) return documented.value;
  const { headers, body, undecodable } = exchange.reply;
  if (undecodable !== undefined || !isJson(headers.get('content-type') ?? '')) return undefined;
  try {
    return JSON.parse(textOf(body) ?? '') as Json;
  } catch {
    return undefined;
  }
}
