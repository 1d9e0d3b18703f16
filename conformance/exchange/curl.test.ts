import { execFile, spawnSync } from 'node:child_process';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Json, Operation, WireRequest } from '../model.ts';
import { listen, operationOf } from '../testing.ts';
import { authorize, variableOf, type Credential, type Presentation } from './credentials.ts';
import { curlOf } from './curl.ts';
import { encode } from './encode.ts';
import { openSender } from './send.ts';

const execute = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
/** What the two clients say of themselves. */
const theirs = new Set(['host', 'user-agent', 'connection']);

/** Sends a request, runs its curl line, and gives what the server saw of each. */
async function both(operation: Operation, request: WireRequest, secret: string, presentation: Presentation) {
  const seen: unknown[] = [];
  await using server = await listen(async (message, response) => {
    const pairs = message.rawHeaders.flatMap((name, at, all) => (at % 2 === 0 ? [[name, all[at + 1]!] as const] : []));
    const headers = pairs.filter(([name]) => !theirs.has(name.toLowerCase())).map(([name, value]) => [/^content-length$/i.test(name) ? 'Content-Length' : name, /^cookie$/i.test(name) ? decodeURIComponent(value) : value]);
    const body = Buffer.concat((await message.toArray()) as Buffer[]);
    seen.push({ method: message.method, url: decodedQuery(message.url ?? ''), headers: headers.sort(), body: body.toString('latin1') });
    response.end();
  });
  const schemes = operation.security.flat().map(({ name }) => name);
  const credentials = new Map(schemes.map((name): [string, Credential] => [name, { kind: 'value', value: secret }]));
  const sender = openSender(server.url, 10_000);
  await sender.send(authorize(operation, request, presentation, credentials, new Date()));
  await sender.close();
  const line = curlOf(`${server.url}/`, operation, request, presentation);
  const variables = Object.fromEntries(schemes.map((name) => [variableOf(operation.api, name), secret]));
  await execute('sh', ['-c', line], { env: { PATH: process.env['PATH'], HOME: '/nowhere', ...variables } });
  return { line, sent: seen[0], repeated: seen[1] };
}

/** Clients may percent-encode more than they need to. */
const decodedQuery = (url: string) => url.replace(/\?.*/, (query) => decodeURIComponent(query));

// encode always names what it accepts; without it curl would
const accept = [['Accept', '*/*']] as const;
const json = [...accept, ['Content-Type', 'application/json']] as const;
const post = (body: string | Uint8Array, headers: WireRequest['headers'] = json): WireRequest => ({ method: 'POST', path: '/things', headers, body: Buffer.from(body) });

const requests: readonly { request: WireRequest; why: string }[] = [
  { request: { method: 'GET', path: '/things?a=%20%27%26&b=$HOME', headers: accept }, why: 'a GET with a query' },
  { request: { method: 'DELETE', path: '/things/%5B1-3%5D', headers: accept }, why: 'a path with encoded brackets' },
  { request: { method: 'HEAD', path: '/things', headers: accept }, why: 'a HEAD, whose answer has no body to wait for' },
  { request: { method: 'POST', path: '/things', headers: json, body: new Uint8Array() }, why: 'an empty body' },
  { request: post('{"a":"b"}'), why: 'JSON' },
  { request: post(`it's "quoted" $HOME \`id\` $(id) \\ \\n %s %% !! #`), why: 'everything that a shell could mistake' },
  { request: post('line\nline\r\n\n'), why: 'line breaks, also at the end' },
  { request: post('ü 日本 😀 \ufeff'), why: 'text beyond ASCII' },
  { request: post('\ufeff{}'), why: 'a byte-order mark' },
  { request: post(Buffer.from([0x7b, 0xff, 0x25, 0x5c, 0x27, 0x7d])), why: 'bytes that are no UTF-8' },
  { request: post('a\0b'), why: 'a NUL' },
  { request: post('@/etc/hostname'), why: 'a leading @' },
  { request: post('CREDENTIAL__HOME__'), why: 'what looks like a placeholder' },
  { request: post('{}', accept), why: 'a body without Content-Type' },
  { request: post('{}', [...json, ['X-Quote', `it's "x" \\ $HOME %41`]]), why: 'a header field that a shell could mistake' },
  { request: post('{}', [...json, ['X-Empty', '']]), why: 'an empty header field' },
  { request: post('{}', [...json, ['X-Blank', ' ']]), why: 'a blank header field' },
  { request: post('{}', [...json, ['X-Latin', 'caf\u00e9']]), why: 'a header field beyond ASCII' },
];
for (const { request, why } of requests) {
  test.skipIf(!hasCurl)(`curl sends the same: ${why}`, async () => {
    const { line, sent, repeated } = await both(operationOf({}), request, '', { credentials: 'good' });
    expect(repeated).toEqual(sent);
    expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
  });
}

const schemes: { readonly [name: string]: object } = {
  bearerAuth: { type: 'http', scheme: 'bearer' },
  'basic-auth': { type: 'http', scheme: 'basic' },
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'key' },
  login_: { type: 'oauth2', flows: {} },
};
const secrets = { plain: 's3cret-value_1', awkward: `a b'c"d$HOME\\e%20f&g=h+i/j` };
for (const scheme of Object.keys(schemes)) {
  for (const [kind, secret] of Object.entries(secrets)) {
    test.skipIf(!hasCurl)(`curl takes the credential of ${scheme} from the environment: a ${kind} one`, async () => {
      const operation = operationOf({ security: [{ [scheme]: [] }] }, { components: { securitySchemes: schemes } });
      const { line, sent, repeated } = await both(operation, post('{}'), secret, { credentials: 'good', headerNames: 'upper' });
      expect(repeated).toEqual(sent);
      expect(line).toContain(`"$${variableOf('things', scheme)}"`);
      expect(line).not.toContain(secret);
    });
  }
}

for (const use of ['none', 'wrong', 'other-scheme'] as const) {
  test.skipIf(!hasCurl)(`curl sends the same: ${use} credentials`, async () => {
    const operation = operationOf({ security: [{ bearerAuth: [], queryKey: [] }] }, { components: { securitySchemes: schemes } });
    const { line, sent, repeated } = await both(operation, post('{}'), 's3cret', { credentials: use });
    expect(repeated).toEqual(sent);
    expect(line).not.toContain('$');
  });
}

test('the line is one that a person would write', () => {
  const operation = operationOf({ security: [{ bearerAuth: [] }] }, { components: { securitySchemes: schemes } });
  expect(curlOf('http://127.0.0.1:4010/', operation, post('{"a":1}'), { credentials: 'good' })).toBe(
    `curl -i -X POST 'http://127.0.0.1:4010/things' -H 'Accept: */*' -H 'Content-Type: application/json' -H 'Authorization: Bearer '"$THINGS_BEARER_AUTH" --data-binary '{"a":1}'`,
  );
  expect(curlOf('http://127.0.0.1:4010', operationOf({}), { method: 'GET', path: '/things', headers: [] }, { credentials: 'good' })).toBe(`curl -i 'http://127.0.0.1:4010/things'`);
});

const outside: readonly { value: string; holds: RegExp; why: string }[] = [
  { value: 'a-value-1', holds: /"token":"'"\$TOKEN"'"/, why: 'the variable that the shell fills in' },
  { value: 'a"quote-1', holds: /"token":"<redacted>"/, why: 'nothing, where JSON escapes it' },
  { value: "it's-one", holds: /"token":"<redacted>"/, why: 'nothing, where the shell escapes it' },
];
for (const { value, holds, why } of outside) {
  test(`in the place of a value from the environment stands ${why}`, () => {
    const line = curlOf('http://127.0.0.1', operationOf({}), post(JSON.stringify({ token: value })), { credentials: 'good' }, new Map([['TOKEN', value]]));
    expect(line).toMatch(holds);
    expect(line).not.toContain(value);
  });
}

test('a value from the environment that is repeated line by line is hidden too', () => {
  const line = curlOf('http://127.0.0.1', operationOf({}), post('"a\nb secret-1"'), { credentials: 'good' }, new Map([['TOKEN', 'secret-1']]));
  expect(line).toContain('<redacted>');
});

test('a forged credential has a variable of its own, those beside it theirs', () => {
  const operation = operationOf({ security: [{ bearerAuth: [], queryKey: [] }] }, { components: { securitySchemes: schemes } });
  const line = curlOf('http://127.0.0.1', operation, post('{}'), { credentials: 'forged-alg-none', scheme: 'bearerAuth' });
  expect(line).toContain(`-H 'Authorization: Bearer '"$THINGS_BEARER_AUTH_ALG_NONE"`);
  expect(line).toContain('"$THINGS_QUERY_KEY"');
});

const bodies: readonly { name: string; value: Json; method?: string }[] = [
  { name: 'application/x-www-form-urlencoded', value: { a: "it's $HOME & 100%", list: ['b', '@c'] } },
  { name: 'application/x-www-form-urlencoded', value: { '@a': '' }, method: 'PUT' },
  { name: 'multipart/form-data', value: { a: "it's $HOME\n", list: ['b', 'ü'], o: { b: [1] } } },
  { name: 'text/plain', value: '@/etc/hostname', method: 'PATCH' },
  { name: 'application/json', value: {}, method: 'DELETE' },
];
for (const { name, value, method } of bodies) {
  test.skipIf(!hasCurl)(`curl sends the same: ${name}${method ? ` with ${method}` : ''}`, async () => {
    const operation = operationOf({ requestBody: { content: { [name]: { schema: { type: ['object', 'string'] } } } } });
    const request = encode(operation, { ...(method ? { method } : {}), parameters: { path: {}, query: {}, header: {}, cookie: {} }, body: { mediaType: name, documented: name, value }, credentials: 'good' });
    const { sent, repeated } = await both(operation, request, '', { credentials: 'good' });
    expect(repeated).toEqual(sent);
    expect(sent).toMatchObject({ method: method ?? 'POST' });
  });
}
