import { execFile, spawnSync } from 'node:child_process';
import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { Operation } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import type { Json } from '../json.ts';
import { folderWith, listen, operationOf } from '../../testing.ts';
import { authorize, variableOf, type Credential, type Presentation } from '../auth/credentials.ts';
import { curlOf, type CurlOptions } from './curl.ts';
import { encode } from '../http/encode-request.ts';
import { openSender } from '../../run/transport/send.ts';
import { mixinToken } from '../auth/signers/mixin-token.ts';

const execute = promisify(execFile);
const hasCurl = spawnSync('curl', ['--version']).status === 0;
const root = join(import.meta.dirname, '..', '..', '..');
/** What the two clients say of themselves. */
const theirs = new Set(['host', 'user-agent', 'connection']);

/** What a server saw of a request, but for what clients say of themselves. */
type Seen = {
  readonly method: string | undefined;
  readonly url: string;
  readonly headers: readonly (readonly string[])[];
  readonly body: string;
};

/** A server that notes what it sees. */
async function noting() {
  const seen: Seen[] = [];
  const server = await listen(async (message, response) => {
    const pairs = message.rawHeaders.flatMap((name, at, all) =>
      at % 2 === 0 ? [[name, all[at + 1]!] as const] : [],
    );
    const headers = pairs
      .filter(([name]) => !theirs.has(name.toLowerCase()))
      .map(([name, value]) => [
        /^content-length$/i.test(name) ? 'Content-Length' : name,
        /^cookie$/i.test(name) ? decodeURIComponent(value) : value,
      ]);
    const body = Buffer.concat((await message.toArray()) as Buffer[]);
    seen.push({
      method: message.method,
      url: decodedQuery(message.url ?? ''),
      headers: headers.sort(),
      body: body.toString('latin1'),
    });
    response.end();
  });
  return { ...server, seen };
}

/** Sends a request, runs its curl line, and gives what the server saw of each. */
async function both(
  operation: Operation,
  request: WireRequest,
  secret: string,
  presentation: Presentation,
  { variables, ...options }: CurlOptions & { variables?: { [name: string]: string } } = {},
) {
  await using server = await noting();
  const schemes = operation.security.flat().map(({ name }) => name);
  const credentials =
    options.credentials ??
    new Map(schemes.map((name): [string, Credential] => [name, { kind: 'value', value: secret }]));
  const sender = openSender(server.url, 10_000);
  await sender.send(authorize(operation, request, presentation, credentials, new Date()));
  await sender.close();
  const line = curlOf(`${server.url}/`, operation, request, presentation, options);
  await paste(
    line,
    variables ??
      Object.fromEntries(schemes.map((name) => [variableOf(operation.api, name), secret])),
  );
  const [sent, ...repeated] = server.seen;
  return { line, sent, repeated: repeated[0], all: repeated };
}

/** Runs a line in a shell, from a file, because an argument could not hold every line. */
const paste = (line: string, variables: { readonly [name: string]: string }) =>
  execute('sh', [join(folderWith({ line }), 'line')], {
    cwd: root,
    env: { PATH: process.env.PATH, HOME: '/nowhere', ...variables },
  });

/** Clients may percent-encode more than they need to. */
const decodedQuery = (url: string) => url.replace(/\?.*/, (query) => decodeURIComponent(query));

// encode always names what it accepts; without it curl would
const accept = [['Accept', '*/*']] as const;
const json = [...accept, ['Content-Type', 'application/json']] as const;
const post = (body: string | Uint8Array, headers: WireRequest['headers'] = json): WireRequest => ({
  method: 'POST',
  path: '/things',
  headers,
  body: Buffer.from(body),
});

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
    why: 'a HEAD, whose answer has no body to wait for',
  },
  {
    request: { method: 'GET', path: '/a[1-3]/{b,c}?d[e]=f', headers: accept },
    why: 'braces and brackets, which curl would take for lists',
  },
  {
    request: { method: 'GET', path: '/a/../b/%2e/c', headers: accept },
    why: 'dots, which curl would take out',
  },
  { request: { method: 'GET', path: `/${'a'.repeat(3000)}`, headers: accept }, why: 'a long path' },
  {
    request: { method: 'POST', path: '/things', headers: json, body: new Uint8Array() },
    why: 'an empty body',
  },
  {
    request: { method: 'POST', path: '/things', headers: accept },
    why: 'no body where one is usual',
  },
  {
    request: { method: 'DELETE', path: '/things', headers: accept },
    why: 'no body where none is usual',
  },
  { request: post('{"a":"b"}'), why: 'JSON' },
  {
    request: post(`it's "quoted" $HOME \`id\` $(id) \\ \\n %s %% !! #`),
    why: 'everything that a shell could mistake',
  },
  { request: post('line\nline\r\n\n'), why: 'line breaks, also at the end' },
  { request: post('ü 日本 😀 \ufeff'), why: 'text beyond ASCII' },
  { request: post('\ufeff{}'), why: 'a byte-order mark' },
  {
    request: post(Buffer.from([0x7b, 0xff, 0x25, 0x5c, 0x27, 0x7d])),
    why: 'bytes that are no UTF-8',
  },
  { request: post('a\0b'), why: 'a NUL' },
  { request: post('@/etc/hostname'), why: 'a leading @' },
  { request: post('CREDENTIAL__HOME__'), why: 'what looks like a placeholder' },
  { request: post('{}', accept), why: 'a body without Content-Type' },
  {
    request: post('{}', [...json, ['X-Quote', `it's "x" \\ $HOME %41`]]),
    why: 'a header field that a shell could mistake',
  },
  { request: post('{}', [...json, ['X-Empty', '']]), why: 'an empty header field' },
  { request: post('{}', [...json, ['X-Blank', ' ']]), why: 'a blank header field' },
  {
    request: post('{}', [...json, ['X-Latin', 'caf\u00e9 100% \\ !']]),
    why: 'a header field beyond ASCII',
  },
  { request: post('{}', [...json, ['X-Tab', 'a\tb']]), why: 'a header field with a tab' },
  { request: post('{}', [...json, ['X-Long', '-\\'.repeat(1000)]]), why: 'a long header field' },
  { request: post('--a\r\n\r\n'), why: 'bytes that begin with hyphens' },
  ...[
    'x',
    '[',
    '\\',
    '-',
    "'",
    '%',
    ' ',
    '!',
    '{"a":',
    '😀',
    'ü',
    '-x',
    '--x',
    'it\'s "$HOME" ',
    '日本語',
  ].map((unit) => ({
    request: post(`{"a":"${unit.repeat(1000)}","b":1}`),
    why: `1,000 times ${unit}`,
  })),
  { request: post(`"${'x'.repeat(1024 * 1024)}"`), why: 'a mebibyte of one letter' },
  { request: post(`"${'value'.repeat(200_000)}val"`), why: 'a million letters of a word' },
  { request: post(`"${'x\n'.repeat(400)}${'y'.repeat(400)}"`), why: 'many line breaks' },
  {
    request: post(
      Buffer.from(`${'é'.repeat(400)}${'\xff'.repeat(400)}${'z'.repeat(400)}`, 'latin1'),
    ),
    why: 'many bytes that are no UTF-8',
  },
  {
    request: post(JSON.stringify(Array.from({ length: 30_000 }, (_, index) => index))),
    why: 'more than an argument holds, and nothing repeated',
  },
];
for (const { request, why } of requests) {
  test.skipIf(!hasCurl)(`curl sends the same: ${why}`, async () => {
    const { line, sent, repeated } = await both(operationOf({}), request, '', {
      credentials: 'good',
    });
    expect(repeated).toEqual(sent);
    expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    if (!why.includes('nothing repeated')) expect(line.length).toBeLessThan(10_000);
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
    const operation = () =>
      operationOf({ security: [{ [scheme]: [] }] }, { components: { securitySchemes: schemes } });
    const value = scheme === 'basic-auth' ? `ada:${secret}` : secret;
    test.skipIf(!hasCurl)(
      `curl takes the credential of ${scheme} from the environment: ${kind}, and not known`,
      async () => {
        const { line, sent, repeated } = await both(operation(), post('{}'), value, {
          credentials: 'good',
          headerNames: 'upper',
        });
        expect(repeated).toEqual(sent);
        expect(line).toContain(`$${variableOf('things', scheme)}`);
        expect(line).not.toContain(secret);
      },
    );
    for (const headerNames of ['upper', undefined] as const) {
      test.skipIf(!hasCurl)(
        `curl takes the credential of ${scheme} from the environment: ${kind}, in header fields ${headerNames ?? 'as documented'}`,
        async () => {
          const credentials = new Map<string, Credential>([[scheme, { kind: 'value', value }]]);
          const { line, sent, repeated } = await both(
            operation(),
            post('{}'),
            value,
            { credentials: 'good', ...(headerNames ? { headerNames } : {}) },
            { credentials },
          );
          expect(repeated).toEqual(sent);
          expect(line).toContain(`$${variableOf('things', scheme)}`);
          expect(line).not.toContain(secret);
        },
      );
    }
  }
}

const origins: readonly {
  credential: Omit<Extract<Credential, { kind: 'value' }>, 'kind'>;
  variables: { [name: string]: string };
  holds: string;
  why: string;
}[] = [
  {
    credential: { value: 's3cret', origin: { kind: 'variable', name: 'STAGING_KEY' } },
    variables: { STAGING_KEY: 's3cret' },
    holds: '"X-Key: $STAGING_KEY"',
    why: 'a variable of another name',
  },
  {
    credential: { value: 's3cret', origin: { kind: 'file', name: "{folder}/it's a key" } },
    variables: {},
    holds: '"X-Key: $(cat \'',
    why: 'a file',
  },
  {
    credential: {
      value: 's3cret',
      origin: { kind: 'variable-of-file', name: 'THINGS_HEADER_KEY_FILE' },
    },
    variables: { THINGS_HEADER_KEY_FILE: "{folder}/it's a key" },
    holds: '"X-Key: $(cat "$THINGS_HEADER_KEY_FILE")"',
    why: 'the file that a variable names',
  },
  {
    credential: { value: 'caf\u00e9' },
    variables: { THINGS_HEADER_KEY: 'caf\u00e9' },
    holds: 'iconv',
    why: 'a value beyond ASCII',
  },
];
for (const { credential, variables, holds, why } of origins) {
  test.skipIf(!hasCurl)(`curl takes a credential from where the run had it: ${why}`, async () => {
    const folder = folderWith({ "it's a key": 's3cret\n' });
    const inFolder = (text: string) => text.replace('{folder}', folder);
    const { origin, value } = credential;
    const known: Credential = {
      kind: 'value',
      value,
      ...(origin ? { origin: { ...origin, name: inFolder(origin.name) } } : {}),
    };
    const operation = operationOf(
      { security: [{ headerKey: [] }] },
      { components: { securitySchemes: schemes } },
    );
    const { line, sent, repeated } = await both(
      operation,
      post('{}'),
      '',
      { credentials: 'good' },
      {
        credentials: new Map([['headerKey', known]]),
        variables: Object.fromEntries(
          Object.entries(variables).map(([name, text]) => [name, inFolder(text)]),
        ),
      },
    );
    expect(repeated).toEqual(sent);
    expect(line).toContain(holds);
    expect(line).not.toContain(value);
  });
}

for (const { body, holds, why } of [
  { body: '{"key":"ada:love lace"}', holds: `"$THINGS_BASIC_AUTH"'"}'`, why: 'whole' },
  {
    body: '{"password":"love lace"}',
    holds: `"\${THINGS_BASIC_AUTH#*:}"'"}'`,
    why: 'the password alone',
  },
]) {
  test.skipIf(!hasCurl)(
    `a credential that the body holds too is taken from the environment: ${why}`,
    async () => {
      const operation = operationOf(
        { security: [{ 'basic-auth': [] }] },
        { components: { securitySchemes: schemes } },
      );
      const credentials = new Map<string, Credential>([
        ['basic-auth', { kind: 'value', value: 'ada:love lace' }],
      ]);
      const { line, sent, repeated } = await both(
        operation,
        post(body),
        'ada:love lace',
        { credentials: 'good' },
        { credentials },
      );
      expect(repeated).toEqual(sent);
      expect(line).toContain(holds);
      expect(line).not.toContain('love');
    },
  );
}

test.skipIf(!hasCurl)(
  'the line takes the alternative that the run had credentials for',
  async () => {
    const operation = operationOf(
      { security: [{ bearerAuth: [] }, { headerKey: [], cookieKey: [] }] },
      { components: { securitySchemes: schemes } },
    );
    const credentials = new Map(
      ['headerKey', 'cookieKey'].map((name): [string, Credential] => [
        name,
        { kind: 'value', value: 's3cret' },
      ]),
    );
    const { line, sent, repeated } = await both(
      operation,
      post('{}'),
      's3cret',
      { credentials: 'good' },
      { credentials },
    );
    expect(repeated).toEqual(sent);
    expect(line).toContain('"X-Key: $THINGS_HEADER_KEY"');
  },
);

for (const use of ['none', 'wrong', 'other-scheme'] as const) {
  test.skipIf(!hasCurl)(`curl sends the same: ${use} credentials`, async () => {
    const operation = operationOf(
      { security: [{ bearerAuth: [], queryKey: [] }] },
      { components: { securitySchemes: schemes } },
    );
    const { line, sent, repeated } = await both(operation, post('{}'), 's3cret', {
      credentials: use,
    });
    expect(repeated).toEqual(sent);
    expect(line).not.toContain('$');
  });
}

test('the line is one that a person would write', () => {
  const operation = operationOf(
    { security: [{ bearerAuth: [] }] },
    { components: { securitySchemes: schemes } },
  );
  expect(
    curlOf('http://127.0.0.1:4010/', operation, post('{"a":1}'), { credentials: 'good' }),
  ).toBe(
    `curl -i -X POST 'http://127.0.0.1:4010/things' -H 'Accept: */*' -H 'Content-Type: application/json' -H "Authorization: Bearer $THINGS_BEARER_AUTH" --data-binary '{"a":1}'`,
  );
  expect(
    curlOf(
      'http://127.0.0.1:4010',
      operationOf({}),
      { method: 'GET', path: '/things', headers: [] },
      { credentials: 'good' },
    ),
  ).toBe(`curl -i 'http://127.0.0.1:4010/things'`);
});

const outside: readonly { value: string; holds: string; why: string; form?: string }[] = [
  {
    value: 'a-value-1',
    holds: `'{"token":"'"$TOKEN"'"}'`,
    why: 'the variable that the shell fills in',
  },
  {
    value: "it's-one",
    holds: `'{"token":"'"$TOKEN"'"}'`,
    why: 'the variable, whatever the shell would make of its value',
  },
  { value: 'a"quote-1', holds: '"token":"<redacted>"', why: 'nothing, where JSON escapes it' },
  {
    value: 'line-1',
    form: '{value}\n',
    holds: `printf '%s\\012' "$TOKEN" | curl`,
    why: 'the variable, where the body is written with escapes',
  },
];
for (const { value, holds, why, form } of outside) {
  test(`in the place of a value from the environment stands ${why}`, () => {
    const body = form?.replace('{value}', value) ?? JSON.stringify({ token: value });
    const line = curlOf(
      'http://127.0.0.1',
      operationOf({}),
      post(body),
      { credentials: 'good' },
      { secrets: new Map([['TOKEN', value]]) },
    );
    expect(line).toContain(holds);
    expect(line).not.toContain(value);
  });
}

const placesOfSecrets: readonly { request: WireRequest; why: string }[] = [
  {
    request: { method: 'GET', path: '/things/s3%20cr%27et?a=s3%20cr%27et&b', headers: accept },
    why: 'path and query',
  },
  {
    request: post('{"a":"s3 cr\'et","b":"s3 cr\'et"}', [
      ...json,
      ['X-Key', "s3 cr'et"],
      ['Cookie', 'a=s3%20cr%27et'],
    ]),
    why: 'body, header field and cookie',
  },
  {
    request: post('a=s3%20cr%27et', [
      ...accept,
      ['Content-Type', 'application/x-www-form-urlencoded'],
    ]),
    why: 'a form',
  },
  { request: post("\ns3 cr'et\n"), why: 'bytes' },
];
for (const { request, why } of placesOfSecrets) {
  test.skipIf(!hasCurl)(`curl takes values from the environment: ${why}`, async () => {
    const { line, sent, repeated } = await both(
      operationOf({}),
      request,
      '',
      { credentials: 'good' },
      { secrets: new Map([['TOKEN', "s3 cr'et"]]), variables: { TOKEN: "s3 cr'et" } },
    );
    const decoded = (seen: Seen | undefined) =>
      why === 'a form'
        ? { ...seen, headers: [], body: decodeURIComponent(seen?.body ?? '') }
        : { ...seen, url: decodeURIComponent(seen?.url ?? '') };
    expect(decoded(repeated)).toEqual(decoded(sent));
    expect(line).toContain('"$TOKEN"');
    expect(line).not.toMatch(/s3|<redacted>/);
  });
}

test.skipIf(!hasCurl)(
  'what stands in for a fixed value that can not be forged is the same, those beside it theirs',
  async () => {
    const operation = operationOf(
      { security: [{ bearerAuth: [], queryKey: [] }] },
      { components: { securitySchemes: schemes } },
    );
    const { line, sent, repeated } = await both(operation, post('{}'), 's3cret', {
      credentials: 'forged-alg-none',
      scheme: 'bearerAuth',
    });
    expect(repeated).toEqual(sent);
    expect(line).toContain('wrong-credential');
    expect(line).toContain('$THINGS_QUERY_KEY');
  },
);

const bodies: readonly { name: string; value: Json; method?: string }[] = [
  {
    name: 'application/x-www-form-urlencoded',
    value: { a: "it's $HOME & 100%", list: ['b', '@c'] },
  },
  { name: 'application/x-www-form-urlencoded', value: { '@a': '' }, method: 'PUT' },
  { name: 'multipart/form-data', value: { a: "it's $HOME\n", list: ['b', 'ü'], o: { b: [1] } } },
  { name: 'text/plain', value: '@/etc/hostname', method: 'PATCH' },
  { name: 'application/json', value: {}, method: 'DELETE' },
];
for (const { name, value, method } of bodies) {
  test.skipIf(!hasCurl)(
    `curl sends the same: ${name}${method ? ` with ${method}` : ''}`,
    async () => {
      const operation = operationOf({
        requestBody: { content: { [name]: { schema: { type: ['object', 'string'] } } } },
      });
      const request = encode(operation, {
        ...(method ? { method } : {}),
        parameters: { path: {}, query: {}, header: {}, cookie: {} },
        body: { mediaType: name, documented: name, value },
        credentials: 'good',
      });
      const { sent, repeated } = await both(operation, request, '', { credentials: 'good' });
      expect(repeated).toEqual(sent);
      expect(sent).toMatchObject({ method: method ?? 'POST' });
    },
  );
}

test.skipIf(!hasCurl)('what is sent twice in a row is repeated twice', async () => {
  const { sent, all } = await both(
    operationOf({}),
    post('line\nline'),
    '',
    { credentials: 'good' },
    { repeat: 'in-turn' },
  );
  expect(all).toEqual([sent, sent]);
});

const together: readonly { others: readonly WireRequest[]; why: string }[] = [
  { others: [post('{"b":1}'), post('@c')], why: 'JSON, and what curl would take for a file' },
  { others: [post('--a\r\nb\n\n')], why: 'line breaks at the end' },
  { others: [post('a\0b'), post('{"c":1}')], why: 'a NUL, which no argument holds' },
];
for (const { others, why } of together) {
  test.skipIf(!hasCurl)(
    `requests that are under way together are repeated together: ${why}`,
    async () => {
      const repeat = others.map((request) => ({
        request,
        presentation: { credentials: 'good' } as const,
      }));
      const { sent, all, line } = await both(
        operationOf({}),
        post('{"a":1}'),
        '',
        { credentials: 'good' },
        { repeat },
      );
      expect(all.map(({ body }) => body).toSorted()).toEqual(
        [sent!.body, ...others.map(({ body }) => Buffer.from(body!).toString('latin1'))].toSorted(),
      );
      for (const one of all)
        expect(one.headers.filter(([name]) => name !== 'Content-Length')).toEqual(
          sent?.headers.filter(([name]) => name !== 'Content-Length'),
        );
      expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    },
  );
}

test.skipIf(!hasCurl)(
  'requests that are under way together are there before any is answered, and the answers come in their order',
  async () => {
    const waiting: (() => void)[] = [];
    await using server = await listen(async (message, response) => {
      const body = Buffer.concat((await message.toArray()) as Buffer[]).toString();
      waiting.push(() => response.end(`answer to ${body}`));
      if (waiting.length === 3) for (const answer of waiting.toReversed()) answer();
    });
    const repeat = ['b', 'c'].map((body) => ({
      request: post(body),
      presentation: { credentials: 'good' } as const,
    }));
    const line = curlOf(
      server.url,
      operationOf({}),
      post('a'),
      { credentials: 'good' },
      { repeat, seconds: 20 },
    );
    const { stdout } = await paste(line, {});
    expect(stdout.match(/answer to ./g)).toEqual(['answer to a', 'answer to b', 'answer to c']);
  },
);

test.skipIf(!hasCurl)('curl does not wait for longer than it is told', async () => {
  await using server = await listen(() => undefined);
  const line = curlOf(
    server.url,
    operationOf({}),
    post('a'),
    { credentials: 'good' },
    { seconds: 0.2 },
  );
  await expect(paste(line, {})).rejects.toMatchObject({ code: 28 });
});

/** A session of Mixin, and an operation that needs its signature. */
const key = generateKeyPairSync('ed25519').privateKey;
const session = {
  uid: 'the-user',
  sid: 'the-session',
  privateKey: key.export({ type: 'pkcs8', format: 'pem' }).toString(),
};
const signedOperation = (): Operation => ({
  ...operationOf(
    { security: [{ bearer: [] }] },
    { components: { securitySchemes: { bearer: schemes.bearerAuth } } },
  ),
  api: 'mixin',
});
const credential: Credential = { kind: 'session', session: mixinToken.open(session), secrets: [] };

/** What a signed line gives, in the words of whoever verifies it: nothing where a token is good. */
async function verdictsOn(
  request: WireRequest,
  presentation: Presentation,
  options: CurlOptions = {},
  signer: Credential = credential,
) {
  const verdicts: (string | undefined)[] = [];
  await using server = await listen(async (message, response) => {
    const signed = {
      method: message.method!,
      path: message.url!,
      body: Buffer.concat((await message.toArray()) as Buffer[]),
    };
    verdicts.push(
      mixinToken.refuse(
        message.headers.authorization!.replace('Bearer ', ''),
        signed,
        (sid) => (sid === session.sid ? createPublicKey(key) : undefined),
        new Date(),
      ),
    );
    response.end();
  });
  const line = curlOf(server.url, signedOperation(), request, presentation, {
    credentials: new Map([['bearer', signer]]),
    ...options,
  });
  await paste(line, {
    MIXIN_BEARER_UID: session.uid,
    MIXIN_BEARER_SID: session.sid,
    MIXIN_BEARER_PRIVATE_KEY: session.privateKey,
  });
  return { verdicts, line };
}

const good = { credentials: 'good' } as const;
const signedRequests: readonly {
  request: WireRequest;
  presentation?: Presentation;
  options?: CurlOptions;
  verdicts: readonly (RegExp | undefined)[];
  why: string;
}[] = [
  {
    request: { method: 'GET', path: `/things?a=%20b&c=it's`, headers: accept },
    verdicts: [undefined],
    why: 'no body',
  },
  { request: post(`{"a":"it's $HOME \\ ü 😀"}`), verdicts: [undefined], why: 'text' },
  { request: post('line\r\n\0\xff\n\n'), verdicts: [undefined], why: 'bytes' },
  { request: post(`"${'x'.repeat(1024 * 1024)}"`), verdicts: [undefined], why: 'a mebibyte' },
  {
    request: { ...post('{}'), path: `/${'ab'.repeat(500)}` },
    presentation: { ...good, headerNames: 'upper' },
    verdicts: [undefined],
    why: 'a long path',
  },
  {
    request: post('{"a":1}'),
    options: { repeat: 'in-turn' },
    verdicts: [undefined, undefined],
    why: 'twice in a row',
  },
  {
    request: post('{"a":1}'),
    options: { repeat: [{ request: post('{"b":1}\n\n'), presentation: good }] },
    verdicts: [undefined, undefined],
    why: 'two together',
  },
  {
    request: post('{}'),
    presentation: { credentials: 'forged-expired' },
    verdicts: [/^the token expired/],
    why: 'a token that has expired',
  },
  {
    request: post('{}'),
    presentation: { credentials: 'forged-other-key' },
    verdicts: [/signature is not the session's/],
    why: 'a token of another key',
  },
  {
    request: post('{}'),
    presentation: { credentials: 'forged-alg-none' },
    verdicts: [/signed with none/],
    why: 'a token that is not signed',
  },
  {
    request: post('{}'),
    presentation: { credentials: 'forged-other-request' },
    verdicts: [/the claim sig is not/],
    why: 'a token for another request',
  },
];
for (const { request, presentation = good, options, verdicts, why } of signedRequests) {
  test.skipIf(!hasCurl)(`the line signs its request anew: ${why}`, async () => {
    const { verdicts: found, line } = await verdictsOn(request, presentation, options);
    expect(found).toEqual(
      verdicts.map((verdict) => (verdict ? expect.stringMatching(verdict) : undefined)),
    );
    expect(line).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
    expect(line.length).toBeLessThan(2000);
  });
}

test('a key in the query is signed too', () => {
  const operation: Operation = {
    ...operationOf(
      { security: [{ queryKey: [], bearer: [] }] },
      { components: { securitySchemes: { ...schemes, bearer: schemes.bearerAuth } } },
    ),
    api: 'mixin',
  };
  const credentials = new Map<string, Credential>([
    ['queryKey', { kind: 'value', value: 's3cret' }],
    ['bearer', credential],
  ]);
  expect(
    curlOf('http://127.0.0.1', operation, { method: 'GET', path: '/me', headers: [] }, good, {
      credentials,
    }),
  ).toBe(
    `curl -i "http://127.0.0.1/me?key=$MIXIN_QUERY_KEY" -H "Authorization: Bearer $(npm run -s sign -- mixin GET "/me?key=$MIXIN_QUERY_KEY" </dev/null)"`,
  );
});

test('a signed line writes its body once, and is one that a person can read', () => {
  const line = curlOf(
    'http://127.0.0.1:4010',
    signedOperation(),
    post('{"a":1}', [['Content-Type', 'application/json']]),
    good,
    { credentials: new Map([['bearer', credential]]) },
  );
  expect(line).toBe(
    `body='{"a":1}'; curl -i -X POST 'http://127.0.0.1:4010/things' -H 'Content-Type: application/json' -H "Authorization: Bearer $(printf %s "$body" | npm run -s sign -- mixin POST '/things')" --data-binary "$body"`,
  );
});

test.skipIf(!hasCurl)('a session from a configuration is read from there', async () => {
  const folder = folderWith({
    'conformance.config.yaml': JSON.stringify({
      targets: { mixin: { credentials: { bearer: session } } },
    }),
  });
  const { verdicts, line } = await verdictsOn(post('{}'), good, {}, {
    ...credential,
    configFile: join(folder, 'conformance.config.yaml'),
  } as Credential);
  expect(verdicts).toEqual([undefined]);
  expect(line).toContain(` --config '${folder}/conformance.config.yaml'`);
});
