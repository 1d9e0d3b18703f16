import type { IncomingMessage } from 'node:http';
import { buffer } from 'node:stream/consumers';
import { authorize } from '../../../../conformance/core/auth/present-credentials.ts';
import { boundaryOf, partsOf } from '../../../../conformance/core/http/bodies/parts.ts';
import { encode } from '../../../../conformance/core/http/encode-request.ts';
import { isForm, isJson } from '../../../../conformance/core/http/media-type.ts';
import type { WireRequest } from '../../../../conformance/core/http/messages.ts';
import { formDecode, pairOf, percentDecode } from '../../../../conformance/core/http/percent.ts';
import type { PlannedRequest } from '../../../../conformance/core/http/planned-request.ts';
import type { Json } from '../../../../conformance/core/json.ts';
import { contractOf, description, listen } from '../../../../conformance/testing.ts';
import { sampleCredentials } from '../credential.ts';
import type { SampleLanguage } from '../sample.ts';
import type { Answer, Sample } from '../testing.ts';

/** Requests whose values break carelessly written samples; only tests import it. */

const texts: readonly string[] = [
  `it's "quoted" \\ and \\\\ "`,
  '$HOME ${HOME} $(id) `id` $x',
  'one\ntwo\r\n\tthree\b\f\v',
  '{braces} {0} %s %(x)s {{x}}',
  '\\(x) \\#(y) \\##(z) \\u{41} \\x41 \\n',
  `""" ''' """#`,
  '</script><!-- --> ]]> &amp;',
  'ü 😀 \u2028\u202e\u200b\ufeff',
  '\u0000\u001b[2J\u007f\u009b',
  '@file',
  '<file',
  'a;type=text/html;filename=x',
  'a=b&c=d+e %20 #?/',
  'true',
  '',
  ' blanks ',
];
const byText = Object.fromEntries(texts.map((text) => [text, text]));
const values: Json = {
  byText,
  list: texts,
  proto: JSON.parse('{"__proto__": {"a": 1}, "constructor": 2, "then": null}') as Json,
  ...{ numbers: [0, -1, 1.5, 1e21, 1e-7, 9007199254740991], flags: [true, false, null] },
  ...{ empty: {}, none: [], 'a-b': { class: 1, '1a': 2, 7: 3 } },
};
/** What a form can hold: with the line ends that clients write, and without zeros. */
const shownTexts = texts.filter((text) => !/\r|\n|\0/.test(text));
/** What a header field can hold. */
const fieldTexts = shownTexts.filter((text) =>
  /^[\x21-\x7e](?:[\x20-\x7e]*[\x21-\x7e])?$/.test(text),
);

const numbered = (some: readonly string[]) =>
  Object.fromEntries(some.map((text, at) => [`n${at}`, text]));

/** The bodies of requests, by what they are. */
const bodies: { readonly [why: string]: PlannedRequest['body'] } = {
  'no body': undefined,
  JSON: { mediaType: 'application/json', documented: 'application/json', value: values },
  'the text null': { mediaType: 'application/json', documented: 'application/json', value: null },
  'a JSON text': {
    mediaType: 'application/json',
    documented: 'application/json',
    value: texts[0]!,
  },
  'a list': { mediaType: 'application/json', documented: 'application/json', value: [...texts] },
  'JSON of another name': {
    ...{ mediaType: 'application/merge-patch+json', documented: 'application/merge-patch+json' },
    value: values,
  },
  'a form': {
    ...{ mediaType: 'application/x-www-form-urlencoded' },
    documented: 'application/x-www-form-urlencoded',
    value: { ...numbered(texts), 'a b[]': 'x', twice: ['1', '2'] },
  },
  'a form of a few': {
    ...{ mediaType: 'application/x-www-form-urlencoded' },
    documented: 'application/x-www-form-urlencoded',
    value: { one: '1', two: 'b c' },
  },
  parts: {
    ...{ mediaType: 'multipart/form-data', documented: 'multipart/form-data' },
    value: { ...numbered(shownTexts), object: { a: '"; \\' }, list: ['1', '2'], photo: 'bytes' },
  },
  'a text': { mediaType: 'text/plain', documented: 'text/plain', value: texts.join(' | ') },
  'a text that begins with an at sign': {
    ...{ mediaType: 'text/plain', documented: 'text/plain' },
    value: '@file',
  },
  'a file': {
    ...{ mediaType: 'application/octet-stream', documented: 'application/octet-stream' },
    value: 'some bytes ü',
  },
};

const schema = { type: 'object', properties: { photo: { type: 'string', format: 'binary' } } };
const types = [...new Set(Object.values(bodies).flatMap((body) => body?.documented ?? []))];
const securities: { readonly [scheme: string]: object } = {
  bearer: { type: 'http', scheme: 'bearer' },
  basic: { type: 'http', scheme: 'basic' },
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'a key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'key' },
};
const parameters = [
  { name: 'id', in: 'path', required: true },
  { name: 'q[]', in: 'query' },
  { name: 'X-Text', in: 'header' },
  { name: 'c', in: 'cookie' },
].map((parameter) => ({ ...parameter, schema: { type: 'string' } }));

/** One operation for each scheme, and the methods without a body. */
const contract = contractOf(
  description(
    Object.fromEntries(
      ['', ...Object.keys(securities), 'queryKey cookieKey'].map((names) => [
        `/things-${names.replace(' ', '-')}/{id}`,
        Object.fromEntries(
          ['get', 'post', 'delete', 'options'].map((method) => [
            method,
            {
              operationId: `${method} ${names}`,
              parameters,
              security: [
                Object.fromEntries(
                  names
                    .split(' ')
                    .filter(Boolean)
                    .map((name) => [name, []]),
                ),
              ],
              ...(method === 'post' && {
                requestBody: {
                  content: Object.fromEntries(
                    types.map((type) => [type, type === 'multipart/form-data' ? { schema } : {}]),
                  ),
                },
              }),
              responses: { 200: { description: 'Done.', content: { 'application/json': {} } } },
            },
          ]),
        ),
      ]),
    ),
    { components: { securitySchemes: securities } },
  ),
);

/** A sample's request, and what it is for. */
export type Case = { readonly why: string; readonly sample: Sample };

/** The cases that a language has samples for, and the names of the others. */
export function casesIn(language: SampleLanguage, baseUrl: string) {
  const planned = contract.operations.flatMap((operation) => {
    if (operation.id === 'post ') return bodyCases(operation);
    return [{ operation, why: operation.id, request: request('1', {}) }];
  });
  const cases: Case[] = [];
  const left: string[] = [];
  for (const { operation, why, request: each } of planned) {
    const input = { contract, operation, request: each, baseUrl, api: 'things' };
    const text = language.write(input);
    if (text === undefined) left.push(why);
    else cases.push({ why, sample: { input, name: '', text } });
  }
  return { cases, left };
}

function bodyCases(operation: (typeof contract.operations)[number]) {
  const ofBodies = Object.entries(bodies).map(([why, body]) => ({
    ...{ operation, why },
    request: { ...request('1', {}), ...(body && { body }) },
  }));
  const inPath = texts.filter((text) => text !== '');
  const ofPaths = inPath.map((text) => ({
    ...{ operation, why: `in path and query: ${JSON.stringify(text)}` },
    request: request(text, { query: { 'q[]': text } }),
  }));
  const ofFields = fieldTexts.map((text) => ({
    ...{ operation, why: `in a field: ${text}` },
    request: request('1', { header: { 'X-Text': text } }),
  }));
  const ofCookies = ['plain', ...fieldTexts].map((text) => ({
    ...{ operation, why: `in a cookie: ${text}` },
    request: request('1', { cookie: { c: text } }),
  }));
  return [...ofBodies, ...ofPaths, ...ofFields, ...ofCookies];
}

const request = (id: string, more: Partial<PlannedRequest['parameters']>): PlannedRequest => ({
  parameters: { query: {}, header: {}, cookie: {}, ...more, path: { id } },
  credentials: 'good',
});

/** What a server sees of a request, so that all ways to write the same are equal. */
type Seen = {
  readonly method: string;
  readonly path: string;
  readonly query: readonly (readonly string[])[];
  readonly fields: { readonly [name: string]: string };
  readonly body: unknown;
};

function seen({ method, path, headers, body = new Uint8Array() }: WireRequest): Seen {
  const [before = '', query = ''] = path.split(/\?(.*)/s);
  const fields = new Map(headers.map(([name, value]) => [name.toLowerCase(), value]));
  const contentType = fields.get('content-type') ?? '';
  const shown = ['authorization', 'x-key', 'x-text', 'cookie'];
  return {
    ...{ method, path: percentDecode(before) },
    query: query.split('&').map((pair) => pairOf(pair).map(formDecode)),
    fields: {
      ...Object.fromEntries(shown.map((name) => [name, cookies(name, fields.get(name) ?? '')])),
      type: body.length > 0 ? contentType.replace(/;\s*(?:boundary|charset).*/, '') : '',
    },
    body: readBody(contentType, body),
  };
}

/** The value of a cookie is percent-encoded, but by the client. */
const cookies = (name: string, value: string) => (name === 'cookie' ? percentDecode(value) : value);

function readBody(contentType: string, body: Uint8Array): unknown {
  const text = Buffer.from(body).toString();
  if (isJson(contentType)) return JSON.parse(text);
  if (isForm(contentType)) return text.split('&').map((pair) => pairOf(pair).map(formDecode));
  const boundary = boundaryOf(contentType);
  if (boundary === undefined) return text;
  const read = partsOf(body, boundary);
  if ('problem' in read) return read;
  return read.parts.map((part) => [part.name, Buffer.from(part.content).toString()]);
}

/** What a sample must send; constants have their example, variables what the tests set. */
export function wanted({ sample: { input } }: Case, given: 'constants' | 'variables'): Seen {
  const { operation, request: planned, baseUrl } = input;
  const credentials = [...sampleCredentials(operation, '')].map(([name, { example, isBasic }]) => {
    const variable = isBasic ? 'user:password' : 'any-credential';
    const value = given === 'constants' ? example : variable;
    return [name, { kind: 'value', value }] as const;
  });
  const wire = authorize(operation, encode(operation, planned), planned, new Map(credentials));
  return seen({ ...wire, path: `${new URL(baseUrl).pathname}${wire.path}` });
}

/** A server that keeps what it sees of each request. */
export async function recorder() {
  const requests: Seen[] = [];
  const server = await listen(async (message: IncomingMessage, response) => {
    const headers = Object.entries(message.headers).map(
      ([name, value]) => [name, String(value)] as const,
    );
    const body = await buffer(message);
    requests.push(seen({ method: message.method!, path: message.url!, headers, body }));
    response.setHeader('content-type', 'application/json');
    response.end('{}');
  });
  return { ...server, base: `${server.url}/v1`, requests };
}

/** Runs the cases of a language, and returns what was sent and what should have been. */
export async function sentIn(
  language: SampleLanguage,
  run: (samples: readonly Sample[]) => Promise<Answer[]>,
  given: 'constants' | 'variables',
) {
  await using server = await recorder();
  const { cases, left } = casesIn(language, server.base);
  const answers = await run(cases.map(({ sample }) => sample));
  const whys = cases.map(({ why }) => why);
  return {
    left,
    failed: whys.filter((_, at) => answers[at]?.status !== 200),
    sent: server.requests.map((each, at) => ({ why: whys[at], ...each })),
    wanted: cases.map((each) => ({ why: each.why, ...wanted(each, given) })),
  };
}
