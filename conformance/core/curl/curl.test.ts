import { expect, test } from 'vitest';
import { listen, operationOf } from '../../testing.ts';
import { encode } from '../http/encode-request.ts';
import type { WireRequest } from '../http/messages.ts';
import type { Json } from '../json.ts';
import { curlOf } from './curl.ts';
import { accept, good, hasCurl, json, post, runLine, sendAndRepeat } from './testing.ts';

const target = 'http://127.0.0.1:4010';
const sent = (request: WireRequest) => ({ request, presentation: good });

const requests: readonly { request: WireRequest; why: string }[] = [
  {
    request: { method: 'GET', path: '/things?a=%20%27%26&b=$HOME', headers: accept },
    why: 'a GET with a query',
  },
  {
    request: { method: 'DELETE', path: '/things/%5B1-3%5D', headers: accept },
    why: 'a path with encoded brackets',
  },
  {
    request: { method: 'HEAD', path: '/things', headers: accept },
    why: 'a HEAD, whose response has no body',
  },
  {
    request: { method: 'GET', path: '/a[1-3]/{b,c}?d[e]=f', headers: accept },
    why: 'braces and brackets, which curl expands',
  },
  {
    request: { method: 'GET', path: '/a/../b/%2e/c', headers: accept },
    why: 'dot segments, which curl removes',
  },
  {
    request: { method: 'POST', path: '/things', headers: json, body: new Uint8Array() },
    why: 'an empty body',
  },
  {
    request: { method: 'POST', path: '/things', headers: accept },
    why: 'a POST without a body',
  },
  { request: { method: 'GET', path: '/things', headers: [] }, why: 'a GET without Accept' },
  {
    request: { method: 'DELETE', path: '/things', headers: accept },
    why: 'a DELETE without a body',
  },
  {
    request: post(`it's "quoted" $HOME \`id\` $(id) \\ \\n %s %% !! #`),
    why: 'characters that mean something to a shell',
  },
  { request: post('ü 日本 😀'), why: 'text beyond ASCII' },
  { request: post('@/etc/hostname'), why: 'a leading @, which curl takes for a file' },
  { request: post('{}', accept), why: 'a body without Content-Type' },
  {
    request: post('{}', [...json, ['X-Quote', `it's "x" \\ $HOME %41`]]),
    why: 'a header field with characters that mean something to a shell',
  },
  {
    request: post('{}', [...json, ['X-Empty', ''], ['X-Blank', ' ']]),
    why: 'empty and blank header fields',
  },
  { request: post(`"${'x'.repeat(9000)}"`), why: 'nearly the longest body' },
];
for (const { request, why } of requests)
  test.skipIf(!hasCurl)(`curl sends the same request: ${why}`, async () => {
    const sent = { request, presentation: good };
    const { sent: first, repeated } = await sendAndRepeat(operationOf({}), sent);
    expect(repeated.map(decoded)).toEqual([decoded(first!)]);
  });

/** Clients percent-encode different characters of a query. */
const decoded = (seen: { readonly url: string }) => ({
  ...seen,
  url: seen.url.replace(/\?.*/, (query) => decodeURIComponent(query)),
});

const bodies: readonly { name: string; value: Json; method: string }[] = [
  {
    name: 'application/x-www-form-urlencoded',
    value: { '@a': "it's $HOME & 100%", list: ['b', '@c'] },
    method: 'PUT',
  },
  { name: 'text/plain', value: '@/etc/hostname', method: 'PATCH' },
  { name: 'application/json', value: {}, method: 'DELETE' },
];
for (const { name, value, method } of bodies)
  test.skipIf(!hasCurl)(`curl sends the same request: ${name} with ${method}`, async () => {
    const content = { [name]: { schema: { type: ['object', 'string'] } } };
    const operation = operationOf({ requestBody: { content } });
    const request = encode(operation, {
      method,
      parameters: { path: {}, query: {}, header: {}, cookie: {} },
      body: { mediaType: name, documented: name, value },
      credentials: 'good',
    });
    const sent = { request, presentation: good };
    const { sent: first, repeated } = await sendAndRepeat(operation, sent);
    expect(repeated).toEqual([first]);
    expect(first).toMatchObject({ method });
  });

test.skipIf(!hasCurl)('curl sends a body in chunks', async () => {
  const inChunks = { ...post('{"a":1}'), framing: 'chunked' } as const;
  const { sent: first, repeated } = await sendAndRepeat(operationOf({}), sent(inChunks));
  expect(repeated).toEqual([first]);
  expect(first!.headers.map(([name]) => name!.toLowerCase())).toContain('transfer-encoding');
  expect(curlOf('https://example.com', operationOf({}), sent(inChunks))).toContain(' --http1.1 ');
});

const withoutLine: readonly { request: WireRequest; why: string }[] = [
  { request: post('line\nline'), why: 'a body of several lines' },
  { request: post('\ufeff{}'), why: 'a byte-order mark' },
  { request: post(Buffer.from([0x7b, 0xff, 0x7d])), why: 'a body that is not UTF-8' },
  { request: post('a\0b'), why: 'a NUL' },
  { request: post('{}', [...json, ['X-Latin', 'caf\u00e9']]), why: 'a header field beyond ASCII' },
  { request: post('{}', [...json, ['X-Tab', 'a\tb']]), why: 'a header field with a tab' },
  { request: post(`"${'x'.repeat(10_000)}"`), why: 'a large body' },
  { request: { method: 'GET', path: `/${'a'.repeat(10_000)}`, headers: [] }, why: 'a long path' },
];
for (const { request, why } of withoutLine)
  test(`no line sends ${why}`, () => {
    const after = { request, presentation: good };
    expect(curlOf(target, operationOf({}), after)).toBeUndefined();
    expect(curlOf(target, operationOf({}), sent(post('{}')), { after: [after] })).toBeUndefined();
  });

test('the line is one that a person would write', () => {
  const operation = operationOf({});
  expect(curlOf(`${target}/`, operation, sent(post('{"a":1}')))).toBe(
    `curl -i -X POST 'http://127.0.0.1:4010/things' -H 'Accept: */*' -H 'Content-Type: application/json' --data-binary '{"a":1}'`,
  );
  expect(
    curlOf(
      `${target}/v1`,
      operation,
      sent({ method: 'GET', path: '/a', base: '', headers: accept }),
    ),
  ).toBe(`curl -i 'http://127.0.0.1:4010/a' -H 'Accept: */*'`);
  expect(
    curlOf(target, operation, sent({ method: 'GET', path: '/things', headers: [] }), {
      maxSeconds: 0.5,
    }),
  ).toBe(`curl -i -m 0.5 'http://127.0.0.1:4010/things' -H 'Accept:'`);
});

test.skipIf(!hasCurl)(
  'a request that comes before is sent first, and its response is dropped',
  async () => {
    const bodies: string[] = [];
    await using server = await listen(async (message, response) => {
      bodies.push(Buffer.concat((await message.toArray()) as Buffer[]).toString());
      response.end(`response to ${bodies.at(-1)}`);
    });
    const after = { request: post('first'), presentation: good };
    const line = curlOf(server.url, operationOf({}), sent(post('second')), { after: [after] });
    const { stdout } = await runLine(line!, {});
    expect(bodies).toEqual(['first', 'second']);
    expect(stdout.match(/response to \w+/g)).toEqual(['response to second']);
  },
);

test.skipIf(!hasCurl)('curl waits no longer than the line says', async () => {
  await using server = await listen(() => undefined);
  const line = curlOf(server.url, operationOf({}), sent(post('a')), { maxSeconds: 0.2 });
  await expect(runLine(line!, {})).rejects.toMatchObject({ code: 28 });
});
