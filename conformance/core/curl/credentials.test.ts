import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { folderWith, listen, operationOf } from '../../testing.ts';
import { fetched } from '../auth/testing.ts';
import { variableOf, type Credential } from '../auth/credentials.ts';
import type { Presentation } from '../auth/present-credentials.ts';
import { mixinToken } from '../auth/signers/mixin-token.ts';
import type { Operation } from '../contract/model.ts';
import type { WireRequest } from '../http/messages.ts';
import { curlOf, type CurlOptions } from './curl.ts';
import { accept, good, hasCurl, json, post, runLine, sendAndRepeat } from './testing.ts';

const target = 'http://127.0.0.1';
const securitySchemes: { readonly [name: string]: object } = {
  bearerAuth: { type: 'http', scheme: 'bearer' },
  'basic-auth': { type: 'http', scheme: 'basic' },
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'key' },
  login_: { type: 'oauth2', flows: {} },
};
/** An operation that needs these schemes together, or one of several such lists. */
const secured = (...alternatives: string[][]): Operation =>
  operationOf(
    { security: alternatives.map((names) => Object.fromEntries(names.map((name) => [name, []]))) },
    { components: { securitySchemes } },
  );
const fixed = (value: string): Credential => ({ kind: 'value', value });

const plain = 's3cret-value_1';
const awkward = `a b'c"d$HOME\\e%20f&g=h+i/j`;
const isPercentEncoded = (scheme: string) => scheme === 'queryKey' || scheme === 'cookieKey';
for (const scheme of Object.keys(securitySchemes))
  for (const secret of [plain, awkward].filter(
    (text) => text === plain || !isPercentEncoded(scheme),
  ))
    test.skipIf(!hasCurl)(`the line names the variable of ${scheme}: ${secret}`, async () => {
      const value = scheme === 'basic-auth' ? `ada:${secret}` : secret;
      for (const credentials of [undefined, new Map([[scheme, fixed(value)]])]) {
        const { line, sent, repeated } = await sendAndRepeat(
          secured([scheme]),
          { request: post('{}'), presentation: good },
          { secret: value, credentials },
        );
        expect(repeated).toEqual([sent]);
        expect(line).toContain(`$${variableOf('things', scheme)}`);
        expect(line).not.toContain(secret);
      }
    });

const lines: readonly {
  operation: Operation;
  request?: WireRequest;
  presentation?: Presentation;
  options: CurlOptions;
  holds: string;
  why: string;
}[] = [
  {
    operation: secured(['headerKey']),
    options: {
      credentials: new Map([
        [
          'headerKey',
          { kind: 'value', value: plain, origin: { kind: 'variable', name: 'STAGING_KEY' } },
        ],
      ]),
    },
    holds: '-H "X-Key: $STAGING_KEY"',
    why: 'a variable of another name',
  },
  {
    operation: secured(['headerKey']),
    options: {
      credentials: new Map([
        ['headerKey', { kind: 'value', value: plain, origin: { kind: 'file', name: "it's/key" } }],
      ]),
    },
    holds: `-H "X-Key: $(cat 'it'\\''s/key')"`,
    why: 'a file',
  },
  {
    operation: secured(['headerKey']),
    options: {
      credentials: new Map([
        [
          'headerKey',
          { kind: 'value', value: plain, origin: { kind: 'variable-of-file', name: 'KEY_FILE' } },
        ],
      ]),
    },
    holds: '-H "X-Key: $(cat "$KEY_FILE")"',
    why: 'the file that a variable names',
  },
  {
    operation: secured(['bearerAuth'], ['headerKey', 'cookieKey']),
    options: {
      credentials: new Map([
        ['headerKey', fixed(plain)],
        ['cookieKey', fixed(plain)],
      ]),
    },
    holds: '-H "X-Key: $THINGS_HEADER_KEY" -H "Cookie: key=$THINGS_COOKIE_KEY"',
    why: 'the alternative that the run has credentials for',
  },
  {
    operation: secured(['basic-auth']),
    options: { credentials: new Map([['basic-auth', fixed('YWRhOmxvdmVsYWNl')]]) },
    holds: '-H "Authorization: Basic $THINGS_BASIC_AUTH"',
    why: 'basic credentials that are encoded already',
  },
  {
    operation: secured(['basic-auth']),
    request: post('{"key":"ada:love lace"}'),
    options: { credentials: new Map([['basic-auth', fixed('ada:love lace')]]) },
    holds: `--data-binary '{"key":"'"$THINGS_BASIC_AUTH"'"}'`,
    why: 'a credential that the body holds too',
  },
  {
    operation: secured(['bearerAuth', 'queryKey']),
    presentation: { credentials: 'forged-alg-none', scheme: 'bearerAuth' },
    options: {},
    holds: '"http://127.0.0.1/things?key=$THINGS_QUERY_KEY"',
    why: 'a good credential beside one that is wrong',
  },
  {
    operation: secured(['bearerAuth']),
    presentation: { ...good, headerNames: 'upper' },
    options: {},
    holds: '-H "AUTHORIZATION: Bearer $THINGS_BEARER_AUTH"',
    why: 'header names in upper case',
  },
  {
    operation: operationOf({}),
    request: post('{"token":"a-value-1"}'),
    options: { secrets: new Map([['TOKEN', 'a-value-1']]) },
    holds: `--data-binary '{"token":"'"$TOKEN"'"}'`,
    why: 'a value from the environment in the body',
  },
  {
    operation: operationOf({}),
    request: post('a-value-1'),
    options: { secrets: new Map([['TOKEN', 'a-value-1']]) },
    holds: '--data-raw "$TOKEN"',
    why: 'a value from the environment, which may begin with an at sign',
  },
  {
    operation: operationOf({}),
    request: { method: 'GET', path: '/things/a-value-1?b=a-value-1s', headers: [] },
    options: { secrets: new Map([['TOKEN', 'a-value-1']]) },
    holds: '"http://127.0.0.1/things/$TOKEN?b=${TOKEN}s"',
    why: 'a value from the environment in path and query',
  },
];
for (const { operation, request = post('{}'), presentation = good, options, holds, why } of lines)
  test(`the line says where a secret comes from: ${why}`, () => {
    const line = curlOf(target, operation, { request, presentation }, options);
    expect(line).toContain(holds);
    expect(line).not.toMatch(/s3cret|a-value-1|love/);
  });

const withoutLine: readonly {
  request?: WireRequest;
  credentials?: [string, Credential][];
  presentation?: Presentation;
  secret?: string;
  why: string;
}[] = [
  { credentials: [['queryKey', fixed('a b')]], why: 'a key that is percent-encoded in a query' },
  { credentials: [['cookieKey', fixed('a b')]], why: 'a key that is percent-encoded in a cookie' },
  { credentials: [['headerKey', fixed('caf\u00e9')]], why: 'a key beyond ASCII' },
  {
    credentials: [['basic-auth', fixed('ada:lovelace')]],
    presentation: { ...good, headerNames: 'upper' },
    why: 'a password that only curl encodes, in a field whose name curl writes',
  },
  {
    credentials: [['basic-auth', fixed('ada:lovelace')]],
    presentation: { credentials: 'good-under-other-scheme' },
    why: 'a password that only curl encodes, under the name of another scheme',
  },
  ...(['another-case', 'half', 'changed-end'] as const).map((use) => ({
    credentials: [['headerKey', fixed('a-key')] as [string, Credential]],
    presentation: { credentials: use },
    why: `a changed key: ${use}`,
  })),
  {
    credentials: [['basic-auth', fixed('ada:lovelace')]],
    request: post('{"password":"lovelace"}'),
    why: 'the password of basic credentials alone',
  },
  {
    request: post('{"token":"a\\"quote"}'),
    secret: 'a"quote',
    why: 'a value that JSON escapes',
  },
  {
    request: { method: 'GET', path: '/things/s3%20cr%27et', headers: accept },
    secret: "s3 cr'et",
    why: 'a value that is percent-encoded in the path',
  },
  {
    request: post('{}', [...json, ['Cookie', "a=s3%20cr'et"]]),
    secret: "s3 cr'et",
    why: 'a value that is percent-encoded in another way',
  },
];
for (const { request, credentials = [], presentation = good, secret, why } of withoutLine)
  test(`no line sends ${why}`, () => {
    const operation = secured(credentials.map(([scheme]) => scheme));
    expect(
      curlOf(
        target,
        operation,
        { request: request ?? post('{}'), presentation },
        {
          credentials: new Map(credentials),
          secrets: new Map(secret === undefined ? [] : [['TOKEN', secret]]),
        },
      ),
    ).toBeUndefined();
  });

for (const use of ['none', 'wrong', 'other-scheme'] as const)
  test.skipIf(!hasCurl)(`curl sends the same request: ${use} credentials`, async () => {
    const sent = { request: post('{}'), presentation: { credentials: use } };
    const operation = secured(['bearerAuth', 'queryKey']);
    const { line, sent: first, repeated } = await sendAndRepeat(operation, sent, { secret: plain });
    expect(repeated).toEqual([first]);
    expect(line).not.toContain('$');
  });

for (const presentation of [
  { credentials: 'empty' },
  { credentials: 'good-under-other-scheme' },
  { credentials: 'without-scheme' },
  { credentials: 'good', schemeName: 'lower' },
] as const satisfies readonly Presentation[])
  test.skipIf(!hasCurl)(
    `curl sends the same request: ${JSON.stringify(presentation)}`,
    async () => {
      for (const scheme of ['bearerAuth', 'headerKey'].slice(
        0,
        presentation.credentials === 'empty' ? 2 : 1,
      )) {
        const sent = { request: post('{}'), presentation };
        const options = { secret: plain };
        const {
          line,
          sent: first,
          repeated,
        } = await sendAndRepeat(secured([scheme]), sent, options);
        expect(repeated).toEqual([first]);
        expect(line).not.toContain(plain);
      }
    },
  );

const key = generateKeyPairSync('ed25519');
const session = {
  uid: 'the-user',
  sid: 'the-session',
  privateKey: key.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
};
const signed = (...others: string[]): Operation => ({
  ...operationOf(
    { security: [Object.fromEntries([...others, 'bearer'].map((name) => [name, []]))] },
    { components: { securitySchemes: { ...securitySchemes, bearer: securitySchemes.bearerAuth } } },
  ),
  api: 'mixin',
});
const credential = {
  kind: 'session',
  session: mixinToken.open(session),
  secrets: [],
} as const satisfies Credential;
const get = (path: string): WireRequest => ({
  method: 'GET',
  path,
  headers: [['Accept', '*/*']],
});

const signedLines: readonly {
  request: WireRequest;
  use?: Presentation['credentials'];
  configFile?: string;
  others?: readonly string[];
  line: string;
  why: string;
}[] = [
  {
    request: post('{"a":1}', json),
    line: `body='{"a":1}'; curl -i -X POST 'http://127.0.0.1/things' -H 'Accept: */*' -H 'Content-Type: application/json' -H "Authorization: Bearer $(printf %s "$body" | npm run -s sign -- mixin POST '/things')" --data-binary "$body"`,
    why: 'the body stands in a variable',
  },
  {
    request: get('/me'),
    line: `curl -i 'http://127.0.0.1/me' -H 'Accept: */*' -H "Authorization: Bearer $(npm run -s sign -- mixin GET '/me' </dev/null)"`,
    why: 'no body',
  },
  {
    request: get('/me'),
    others: ['queryKey'],
    line: `curl -i "http://127.0.0.1/me?key=$MIXIN_QUERY_KEY" -H 'Accept: */*' -H "Authorization: Bearer $(npm run -s sign -- mixin GET "/me?key=$MIXIN_QUERY_KEY" </dev/null)"`,
    why: 'a key in the query is signed too',
  },
  {
    request: get('/me'),
    use: 'forged-expired',
    line: `curl -i 'http://127.0.0.1/me' -H 'Accept: */*' -H "Authorization: Bearer $(npm run -s sign -- mixin GET '/me' --forge expired </dev/null)"`,
    why: 'a forgery',
  },
  {
    request: get('/me'),
    configFile: 'my config.yaml',
    line: `curl -i 'http://127.0.0.1/me' -H 'Accept: */*' -H "Authorization: Bearer $(npm run -s sign -- mixin GET '/me' --config 'my config.yaml' </dev/null)"`,
    why: 'a session from a configuration',
  },
];
for (const { request, use = 'good', configFile, others = [], line, why } of signedLines)
  test(`the line signs its request anew: ${why}`, () => {
    const credentials = new Map<string, Credential>([
      ...others.map((name): [string, Credential] => [name, fixed(plain)]),
      ['bearer', { ...credential, ...(configFile === undefined ? {} : { configFile }) }],
    ]);
    expect(
      curlOf(
        target,
        signed(...others),
        { request, presentation: { credentials: use } },
        { credentials },
      ),
    ).toBe(line);
  });

test.skipIf(!hasCurl)('a cookie that a server set is in a variable as it was written', async () => {
  const value = 's%3Aa=b';
  const { line, sent, repeated } = await sendAndRepeat(
    secured(['cookieKey']),
    { request: { method: 'GET', path: '/things', headers: accept }, presentation: good },
    {
      credentials: new Map([['cookieKey', fetched(value, true)]]),
      variables: { THE_TOKEN: value },
    },
  );
  expect(line).toContain('key=$THE_TOKEN');
  expect(repeated).toEqual([sent]);
});

test.skipIf(!hasCurl)('a signature that the line makes is good for the request', async () => {
  const refusals: unknown[] = [];
  await using server = await listen(async (message, response) => {
    const body = Buffer.concat((await message.toArray()) as Buffer[]);
    const token = message.headers.authorization!.replace('Bearer ', '');
    const request = { method: message.method!, path: message.url!, body };
    refusals.push(mixinToken.refuse(token, request, () => key.publicKey, new Date()));
    response.end();
  });
  const folder = folderWith({
    'conformance.config.yaml': JSON.stringify({
      targets: { mixin: { credentials: { bearer: session } } },
    }),
  });
  const configFile = `${folder}/conformance.config.yaml`;
  const request = { ...post(`{"a":"it's $HOME \\ ü 😀"}`), path: `/things?a=%20b&c=it's` };
  const line = curlOf(
    server.url,
    signed(),
    { request, presentation: good },
    {
      credentials: new Map([['bearer', { ...credential, configFile }]]),
    },
  );
  await runLine(line!, {});
  expect(refusals).toEqual([undefined]);
});
