import { isJson } from '../core/http/media-type.ts';
import type { Check } from './check.ts';
import { canHaveBody, jsonOf, mediaTypeOf, shown, textOf } from './answer.ts';

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1 */
export const bodyParses: Check = {
  id: 'body-parses',
  label: 'parses',
  summary:
    'A body whose Content-Type says JSON is JSON, in UTF-8, and names no member of an object twice.',
  quotesAnswers: true,
  appliesTo: (exchange) =>
    mediaTypeOf(exchange) !== undefined &&
    canHaveBody(exchange) &&
    isJson(exchange.reply.headers.get('content-type') ?? ''),
  *judge(exchange) {
    const mediaType = mediaTypeOf(exchange);
    const { reply } = exchange;
    if (!mediaType) return;
    if (reply.undecodable !== undefined) {
      yield {
        message: `The body of the answer with status ${reply.status} is not what its Content-Encoding says: ${reply.undecodable}.`,
        expected: `a body encoded as ${reply.headers.get('content-encoding') ?? 'it says'}`,
        actual: `${reply.body.length} bytes`,
        source: mediaType.source,
        defect: `${reply.status} encoding`,
      };
      return;
    }
    const text = textOf(reply.body);
    if (jsonOf(exchange)) {
      const twice = memberNamedTwice(text ?? '');
      if (twice === undefined) return;
      yield {
        message: `The body of the answer with status ${reply.status} names the member \`${twice}\` twice in one object, so that readers disagree about its value.`,
        expected: 'each member of an object once',
        actual: `\`${twice}\` twice`,
        source: mediaType.source,
        defect: `${reply.status} twice ${twice}`,
      };
      return;
    }
    yield {
      message:
        text === ''
          ? `The answer with status ${reply.status} has an empty body.`
          : `The body of the answer with status ${reply.status} is no JSON${text === undefined ? ': it is no UTF-8' : ''}.`,
      expected: `${mediaType.name} that can be parsed`,
      actual:
        text === undefined
          ? `${reply.body.length} bytes`
          : text === ''
            ? 'an empty body'
            : shown(text),
      source: mediaType.source,
      defect: String(reply.status),
    };
  },
};

/**
 * The first member name that stands twice in one object of a text that is JSON.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-4
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: a tokenizer, one case for each token
function memberNamedTwice(text: string): string | undefined {
  const open: ({ names: Set<string>; isName: boolean } | undefined)[] = [];
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\],:]/g)) {
    const object = open.at(-1);
    if (token === '{') open.push({ names: new Set(), isName: true });
    else if (token === '[') open.push(undefined);
    else if (token === '}' || token === ']') open.pop();
    else if (object && (token === ',' || token === ':')) object.isName = token === ',';
    else if (object?.isName && token.startsWith('"')) {
      const name = JSON.parse(token) as string;
      if (object.names.has(name)) return name;
      object.names.add(name);
    }
  }
  return undefined;
}
