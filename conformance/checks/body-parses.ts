import { utf8 } from '../core/http/bodies/body-codec.ts';
import { memberNamedTwice } from '../core/http/bodies/interoperable.ts';
import { jsonLines } from '../core/http/bodies/json-lines.ts';
import { writerOf } from '../core/http/codecs.ts';
import { isJson } from '../core/http/media-type.ts';
import type { Check, Observation } from './check.ts';
import type { Exchange } from './exchange.ts';
import { canHaveBody, jsonOf, mediaTypeOf, shown, textOf } from './response.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1 */
export const bodyParses: Check = {
  id: 'body-parses',
  label: 'parses',
  summary:
    'A body whose Content-Type says JSON is JSON, in UTF-8, and names no member of an object twice. JSON lines have JSON in each line.',
  quotesResponse: true,
  appliesTo: (exchange) =>
    mediaTypeOf(exchange) !== undefined &&
    canHaveBody(exchange) &&
    (isJson(typeOf(exchange)) || isLines(exchange)),
  *judge(exchange) {
    const observation = isLines(exchange) ? observeLines(exchange) : observe(exchange);
    if (observation) yield { ...observation, source: mediaTypeOf(exchange)!.source };
  },
};

const typeOf = ({ reply }: Exchange): string => reply.headers.get('content-type') ?? '';
const isLines = (exchange: Exchange): boolean => writerOf(typeOf(exchange))?.id === jsonLines.id;

/** No body is no lines. A reader of other streams and files may take more than this program knows. */
function observeLines(exchange: Exchange): Omit<Observation, 'source'> | undefined {
  const { status, body, undecodable } = exchange.reply;
  if (undecodable !== undefined) return encodingProblem(exchange, undecodable);
  const mediaType = mediaTypeOf(exchange)!;
  const decoded = jsonLines.decode(body, typeOf(exchange), mediaType);
  if ('value' in decoded) return undefined;
  return {
    message: `The body of the response with status ${status} ${decoded.problem}.`,
    expected: `${mediaType.name} that can be parsed`,
    actual: shown(textOf(body) ?? `${body.length} bytes`),
    defect: String(status),
  };
}

function encodingProblem({ reply }: Exchange, undecodable: string): Omit<Observation, 'source'> {
  const { status, headers, body } = reply;
  return {
    message: `The body of the response with status ${status} does not match its Content-Encoding: ${undecodable}.`,
    expected: `a body encoded as ${headers.get('content-encoding') ?? 'it says'}`,
    actual: `${body.length} bytes`,
    defect: `${status} encoding`,
  };
}

function observe(exchange: Exchange): Omit<Observation, 'source'> | undefined {
  const { status, body, undecodable } = exchange.reply;
  const bytes = `${body.length} bytes`;
  const it = `The body of the response with status ${status}`;
  if (undecodable !== undefined) return encodingProblem(exchange, undecodable);
  const text = textOf(body);
  const defect = String(status);
  const expected = `${mediaTypeOf(exchange)!.name} that can be parsed`;
  if (text === undefined)
    return { message: `${it} is not JSON: it is not UTF-8.`, expected, actual: bytes, defect };
  if (text === '')
    return {
      message: `The response with status ${status} has an empty body.`,
      expected,
      actual: 'an empty body',
      defect,
    };
  // readers may strip it, and parsers of text that don't fail
  if (body[0] === 0xef && text !== utf8(body))
    return {
      message: `${it} begins with a byte-order mark, which JSON must not.`,
      expected,
      actual: `the bytes EF BB BF before ${shown(text)}`,
      defect: `${status} byte-order-mark`,
    };
  const parsed = jsonOf(exchange);
  if (!parsed)
    return {
      message: `${it} is not JSON${becauseOf(text)}.`,
      expected,
      actual: shown(text),
      defect,
    };
  const twice = memberNamedTwice(text, parsed.value);
  return twice === undefined
    ? undefined
    : {
        message: `${it} names the member \`${twice}\` twice in one object, so readers disagree about its value.`,
        expected: 'each member of an object once',
        actual: `\`${twice}\` twice`,
        defect: `${status} twice ${twice}`,
      };
}

/** Names a constant that JSON does not have; empty if the text has none. */
function becauseOf(text: string): string {
  // a longer string could exhaust the stack of the expression
  const outside = text.slice(0, 100_000).replaceAll(/"(?:[^"\\]|\\.)*"/g, '""');
  const [constant] = /\b(?:NaN|Infinity|undefined)\b/.exec(outside) ?? [];
  return constant === undefined ? '' : `, which has no ${constant}`;
}
