import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contractOf, complaintOf, description, folderWith, operationOf } from '../../testing.ts';
import type { WireRequest } from '../http/messages.ts';
import { loadContract } from '../contract/load.ts';
import {
  alternativeFor,
  authorize,
  credentialsSent,
  forgeriesOf,
  howToGive,
  readCredentials,
  signerOf,
  variableOf,
  wrongCredential,
  type Credential,
  type Presentation,
} from './credentials.ts';

const securitySchemes = {
  bearerAuth: { type: 'http', scheme: 'bearer' },
  basicAuth: { type: 'http', scheme: 'basic' },
  login: { type: 'openIdConnect', openIdConnectUrl: 'https://example.com' },
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
  queryKey: { type: 'apiKey', in: 'query', name: 'the key' },
  cookieKey: { type: 'apiKey', in: 'cookie', name: 'key' },
};
const secured = (...alternatives: string[][]) =>
  operationOf(
    { security: alternatives.map((names) => Object.fromEntries(names.map((name) => [name, []]))) },
    { components: { securitySchemes } },
  );
const value = (text: string): Credential => ({ kind: 'value', value: text });

for (const { names, variable, why } of [
  { names: ['amity', 'apiKey'], variable: 'AMITY_API_KEY', why: 'camel case' },
  { names: ['my-api.v2', 'x_key'], variable: 'MY_API_V2_X_KEY', why: 'other characters' },
  {
    names: ['mixin', 'bearer', 'privateKeyFile'],
    variable: 'MIXIN_BEARER_PRIVATE_KEY_FILE',
    why: 'a member',
  },
])
  test(`the variable of ${names.join(' ')}: ${why}`, () =>
    expect(variableOf(...names)).toBe(variable));

const plain = contractOf(
  description(
    { '/a': { get: { security: [{ bearerAuth: [] }, { headerKey: [] }], responses: {} } } },
    { components: { securitySchemes } },
  ),
);
const readings: readonly {
  written: { [scheme: string]: string };
  environment: { [name: string]: string };
  read: object;
  why: string;
}[] = [
  { written: {}, environment: {}, read: {}, why: 'nothing is given' },
  {
    written: {},
    environment: { THINGS_BEARER_AUTH: 'e' },
    read: { bearerAuth: 'e' },
    why: 'the environment',
  },
  {
    written: { bearerAuth: 'w' },
    environment: { THINGS_BEARER_AUTH: 'e' },
    read: { bearerAuth: 'w' },
    why: 'what is written goes first',
  },
  {
    written: { bearerAuth: 'w' },
    environment: { THINGS_HEADER_KEY: 'e' },
    read: { bearerAuth: 'w', headerKey: 'e' },
    why: 'each scheme on its own',
  },
  {
    written: {},
    environment: { THINGS_BEARER_AUTH: '' },
    read: {},
    why: 'an empty variable is none',
  },
  {
    written: {},
    environment: { BEARER_AUTH: 'e', OTHERS_BEARER_AUTH: 'e' },
    read: {},
    why: 'variables of others',
  },
];
for (const { written, environment, read, why } of readings) {
  test(`reads credentials: ${why}`, () => {
    const values = [...readCredentials(plain, written, environment)].map(([scheme, credential]) => [
      scheme,
      credential.kind === 'value' ? credential.value : undefined,
    ]);
    expect(Object.fromEntries(values)).toEqual(read);
  });
}

const folder = folderWith({ key: 'from-a-file\n', empty: '\n', lines: 'a\n\n' });
const inFolder = (name: string) => join(folder, name);
const origins: readonly {
  written: { [scheme: string]: string | { file: string } };
  environment?: { [name: string]: string };
  variables?: [string, string][];
  read: Credential | undefined;
  why: string;
}[] = [
  {
    written: {},
    environment: { THINGS_BEARER_AUTH: 'e' },
    read: { kind: 'value', value: 'e', origin: { kind: 'variable', name: 'THINGS_BEARER_AUTH' } },
    why: 'the variable of the scheme',
  },
  {
    written: {},
    environment: { THINGS_BEARER_AUTH_FILE: inFolder('key') },
    read: {
      kind: 'value',
      value: 'from-a-file',
      origin: { kind: 'variable-of-file', name: 'THINGS_BEARER_AUTH_FILE' },
    },
    why: 'the file that a variable names',
  },
  {
    written: { bearerAuth: { file: inFolder('key') } },
    environment: { THINGS_BEARER_AUTH: 'e', THINGS_BEARER_AUTH_FILE: 'f' },
    read: { kind: 'value', value: 'from-a-file', origin: { kind: 'file', name: inFolder('key') } },
    why: 'a file that is written',
  },
  {
    written: { bearerAuth: 'w' },
    variables: [['bearerAuth', 'STAGING_KEY']],
    read: { kind: 'value', value: 'w', origin: { kind: 'variable', name: 'STAGING_KEY' } },
    why: 'a variable that is written',
  },
  {
    written: { bearerAuth: 'w' },
    read: { kind: 'value', value: 'w', origin: { kind: 'variable', name: 'THINGS_BEARER_AUTH' } },
    why: 'what is written itself is for the variable of the scheme',
  },
  {
    written: { bearerAuth: { file: inFolder('empty') } },
    read: undefined,
    why: 'an empty file is none',
  },
];
for (const { written, environment = {}, variables = [], read, why } of origins) {
  test(`says where a credential was read: ${why}`, () => {
    expect(
      readCredentials(plain, written, environment, { variables: new Map(variables) }).get(
        'bearerAuth',
      ),
    ).toEqual(read);
  });
}

const mixin = loadContract('mixin', 'spec/mixin/openapi.yaml');
const privateKey = generateKeyPairSync('ed25519')
  .privateKey.export({ type: 'pkcs8', format: 'pem' })
  .toString();
const wrong: readonly {
  api: 'mixin' | 'things';
  written: { [scheme: string]: string | { [member: string]: string } };
  complaint: string;
  why: string;
}[] = [
  {
    api: 'things',
    written: { bearerAuth: { token: 'x' } },
    complaint: `The credential of things's security scheme "bearerAuth" is one value, or a map of "file" alone, which names a file that holds it.`,
    why: 'a map for a plain scheme',
  },
  {
    api: 'things',
    written: { bearerAuth: { file: inFolder('none') } },
    complaint: `The credential of things's security scheme "bearerAuth" can't be read from the file `,
    why: 'a file that is not there',
  },
  {
    api: 'things',
    written: { bearerAuth: { file: inFolder('lines') } },
    complaint: 'holds a character that no header field can carry',
    why: 'a file of two lines',
  },
  {
    api: 'things',
    written: { bearerAuth: 's3cret\n' },
    complaint: 'holds a character that no header field can carry, such as a line break at its end.',
    why: 'a line break',
  },
  {
    api: 'mixin',
    written: { bearer: 's3cret' },
    complaint: `The credential of mixin's security scheme "bearer" is a map of uid, sid, privateKeyFile, privateKey`,
    why: 'a value for a signed scheme',
  },
  {
    api: 'mixin',
    written: { bearer: { uid: 'u', sid: 's', key: 's3cret' } },
    complaint: 'has no member "key": it takes uid, sid, privateKeyFile, privateKey.',
    why: 'an unknown member',
  },
  {
    api: 'mixin',
    written: { bearer: { uid: 'u' } },
    complaint: 'A Mixin session needs "uid" and "sid".',
    why: 'no session',
  },
  {
    api: 'mixin',
    written: { bearer: { uid: 'u', sid: 's' } },
    complaint: 'A Mixin session needs "privateKeyFile" (a PEM file) or "privateKey" (PEM text).',
    why: 'no key',
  },
  {
    api: 'mixin',
    written: { bearer: { uid: 'u', sid: 's', privateKey: 's3cret' } },
    complaint: 'privateKey holds no private key in PEM form.',
    why: 'a key that is none',
  },
  {
    api: 'mixin',
    written: { bearer: { uid: 'u', sid: 's', privateKeyFile: 'no-such-file.pem' } },
    complaint: "the private key file no-such-file.pem can't be read",
    why: 'a key file that is not there',
  },
];
for (const { api, written, complaint, why } of wrong) {
  test(`complains of ${why}, and does not repeat the secret`, () => {
    const said = complaintOf(
      () => readCredentials(api === 'mixin' ? mixin : plain, written, {}),
      '',
    );
    expect(said).toContain(complaint);
    expect(said).not.toContain('s3cret');
  });
}

test('complains of a credential that is given twice', () => {
  const said = complaintOf(
    () =>
      readCredentials(plain, {}, { THINGS_HEADER_KEY: 's3cret', THINGS_HEADER_KEY_FILE: 'key' }),
    '',
  );
  expect(said).toBe(
    `The credential of things's security scheme "headerKey" is given twice, by the environment variables THINGS_HEADER_KEY and THINGS_HEADER_KEY_FILE: unset one of them.`,
  );
});

test('complains of a member that is missing by the name of its variable, where the session is in the environment', () => {
  expect(complaintOf(() => readCredentials(mixin, {}, { MIXIN_BEARER_UID: 'u' }), '')).toBe(
    'A Mixin session needs MIXIN_BEARER_UID and MIXIN_BEARER_SID.',
  );
});

test('a session that is written says in which configuration', () => {
  const [written] = readCredentials(
    mixin,
    { bearer: { uid: 'u', sid: 's', privateKey } },
    {},
    { configFile: 'staging.yaml' },
  ).values();
  expect(written).toMatchObject({ kind: 'session', configFile: 'staging.yaml' });
  const [given] = readCredentials(
    mixin,
    {},
    { MIXIN_BEARER_UID: 'u', MIXIN_BEARER_SID: 's', MIXIN_BEARER_PRIVATE_KEY: privateKey },
    { configFile: 'staging.yaml' },
  ).values();
  expect(given).not.toHaveProperty('configFile');
});

test('a session may be given in the environment, and its key is a secret', () => {
  const [credential] = readCredentials(
    mixin,
    {},
    { MIXIN_BEARER_UID: 'u', MIXIN_BEARER_SID: 's', MIXIN_BEARER_PRIVATE_KEY: privateKey },
  ).values();
  expect(credential).toMatchObject({
    kind: 'session',
    session: { id: 's' },
    secrets: [privateKey],
  });
  expect(readCredentials(mixin, {}, {}).size).toBe(0);
});

test('says how to give credentials', () => {
  expect(howToGive(plain, 'headerKey')).toBe(
    'set THINGS_HEADER_KEY in the environment, or write targets.things.credentials.headerKey in a --config file',
  );
  expect(howToGive(mixin, 'bearer')).toContain(
    'MIXIN_BEARER_UID, MIXIN_BEARER_SID, MIXIN_BEARER_PRIVATE_KEY_FILE',
  );
  expect(signerOf('mixin', 'bearer')?.id).toBe('mixin-token');
  expect(signerOf('things', 'bearer')).toBeUndefined();
});

const request: WireRequest = { method: 'POST', path: '/things', headers: [['Accept', '*/*']] };
const all = new Map(Object.keys(securitySchemes).map((name) => [name, value('a b')]));
const sent = (
  operation: ReturnType<typeof secured>,
  use: Presentation['credentials'],
  credentials: ReadonlyMap<string, Credential> = all,
) => {
  const { path, headers } = authorize(
    operation,
    request,
    { credentials: use },
    credentials,
    new Date(0),
  );
  return [path, ...headers.slice(1).map((header) => header.join(': '))];
};

const places: readonly {
  schemes: string[];
  good: readonly string[];
  wrong: readonly string[];
  other: readonly string[];
}[] = [
  {
    schemes: ['bearerAuth'],
    good: ['/things', 'Authorization: Bearer a b'],
    wrong: ['/things', `Authorization: Bearer ${wrongCredential}`],
    other: ['/things', 'Authorization: Basic bm9ib2R5Om5vdGhpbmc='],
  },
  {
    schemes: ['basicAuth'],
    good: ['/things', 'Authorization: Basic a b'],
    wrong: ['/things', `Authorization: Basic ${wrongCredential}`],
    other: ['/things', `Authorization: Bearer ${wrongCredential}`],
  },
  {
    schemes: ['login'],
    good: ['/things', 'Authorization: Bearer a b'],
    wrong: ['/things', `Authorization: Bearer ${wrongCredential}`],
    other: ['/things', 'Authorization: Basic bm9ib2R5Om5vdGhpbmc='],
  },
  {
    schemes: ['headerKey'],
    good: ['/things', 'X-Key: a b'],
    wrong: ['/things', `X-Key: ${wrongCredential}`],
    other: ['/things', `Authorization: Bearer ${wrongCredential}`],
  },
  {
    schemes: ['queryKey'],
    good: ['/things?the%20key=a%20b'],
    wrong: [`/things?the%20key=${wrongCredential}`],
    other: ['/things', `Authorization: Bearer ${wrongCredential}`],
  },
  {
    schemes: ['cookieKey'],
    good: ['/things', 'Cookie: key=a%20b'],
    wrong: ['/things', `Cookie: key=${wrongCredential}`],
    other: ['/things', `Authorization: Bearer ${wrongCredential}`],
  },
  {
    schemes: ['headerKey', 'bearerAuth'],
    good: ['/things', 'X-Key: a b', 'Authorization: Bearer a b'],
    wrong: ['/things', `X-Key: ${wrongCredential}`, `Authorization: Bearer ${wrongCredential}`],
    other: ['/things', 'Authorization: Basic bm9ib2R5Om5vdGhpbmc='],
  },
  {
    schemes: [],
    good: ['/things'],
    wrong: ['/things'],
    other: ['/things', `Authorization: Bearer ${wrongCredential}`],
  },
];
for (const { schemes, good, wrong: bad, other } of places) {
  test(`credentials of ${schemes.join(' and ') || 'no scheme'} go where they belong`, () => {
    const operation = schemes.length === 0 ? secured() : secured(schemes);
    expect(sent(operation, 'good')).toEqual(good);
    expect(sent(operation, 'wrong')).toEqual(bad);
    expect(sent(operation, 'other-scheme')).toEqual(other);
    expect(sent(operation, 'none')).toEqual(['/things']);
  });
}

test('a key joins a query that is there', () => {
  expect(
    authorize(
      secured(['queryKey']),
      { ...request, path: '/things?a=1' },
      { credentials: 'good' },
      all,
      new Date(0),
    ).path,
  ).toBe('/things?a=1&the%20key=a%20b');
});

test('the first alternative that the credentials satisfy is taken', () => {
  const operation = secured(['bearerAuth', 'headerKey'], ['cookieKey']);
  const names = (...given: string[]) =>
    alternativeFor(operation, new Map(given.map((name) => [name, value('x')])))?.map(
      ({ name }) => name,
    );
  expect(names('bearerAuth', 'headerKey', 'cookieKey')).toEqual(['bearerAuth', 'headerKey']);
  expect(names('bearerAuth', 'cookieKey')).toEqual(['cookieKey']);
  expect(names('bearerAuth')).toBeUndefined();
  expect(alternativeFor(secured(), new Map())).toEqual([]);
  expect(alternativeFor(secured(['bearerAuth'], []), new Map())).toEqual([]);
});

test('header names are written as the case asks, those of credentials too', () => {
  const written = authorize(
    secured(['bearerAuth']),
    { ...request, headers: [['X-a', 'b']] },
    { credentials: 'good', headerNames: 'upper' },
    all,
    new Date(0),
  );
  expect(written.headers.map(([name]) => name)).toEqual(['X-A', 'AUTHORIZATION']);
});

test('a session signs the very request that is sent', () => {
  const operation = mixin.operations.find(({ id }) => id === 'createPin')!;
  const session: Credential = {
    kind: 'session',
    secrets: [],
    session: {
      id: 's',
      publicKey: generateKeyPairSync('ed25519').publicKey,
      sign: ({ method, path, body }, now) => `${method} ${path} ${String(body)} ${now.getTime()}`,
      forge: () => '',
    },
  };
  const { headers } = authorize(
    operation,
    { method: 'POST', path: '/pin/update?a=1', headers: [], body: Buffer.from('{}') },
    { credentials: 'good' },
    new Map([['bearer', session]]),
    new Date(5),
  );
  expect(headers).toEqual([['Authorization', 'Bearer POST /pin/update?a=1 {} 5']]);
});

test('a cookie that is a credential stands beside the others in one field', () => {
  const operation = operationOf(
    { security: [{ key: [] }] },
    { components: { securitySchemes: { key: { type: 'apiKey', in: 'cookie', name: 'session' } } } },
  );
  const sent = authorize(
    operation,
    { method: 'POST', path: '/things', headers: [['Cookie', 'a=1']] },
    { credentials: 'good' },
    new Map([['key', { kind: 'value', value: 'k' }]]),
    new Date(),
  );
  expect(sent.headers).toEqual([['Cookie', 'a=1; session=k']]);
});

for (const { value, sent, why } of [
  { value: 'ada:secret', sent: 'Basic YWRhOnNlY3JldA==', why: 'a name and a password are encoded' },
  {
    value: 'YWRhOnNlY3JldA==',
    sent: 'Basic YWRhOnNlY3JldA==',
    why: 'what is encoded already is sent as it is',
  },
]) {
  test(`basic credentials: ${why}`, () => {
    const operation = operationOf(
      { security: [{ basic: [] }] },
      { components: { securitySchemes: { basic: { type: 'http', scheme: 'basic' } } } },
    );
    const { headers } = authorize(
      operation,
      { method: 'POST', path: '/things', headers: [] },
      { credentials: 'good' },
      new Map([['basic', { kind: 'value', value }]]),
      new Date(),
    );
    expect(headers).toEqual([['Authorization', sent]]);
  });
}

const misused = (
  operation: ReturnType<typeof secured>,
  use: Presentation['credentials'],
  scheme: string,
  credentials: ReadonlyMap<string, Credential> = all,
) => {
  const { path, headers } = authorize(
    operation,
    request,
    { credentials: use, scheme },
    credentials,
    new Date(0),
  );
  return [path, ...headers.slice(1).map((header) => header.join(': '))];
};
const misuses: readonly {
  use: Presentation['credentials'];
  scheme: string;
  sent: readonly string[];
  why: string;
}[] = [
  {
    use: 'none',
    scheme: 'headerKey',
    sent: ['/things', 'Authorization: Bearer a b'],
    why: 'only the other one is sent',
  },
  { use: 'none', scheme: 'bearerAuth', sent: ['/things', 'X-Key: a b'], why: 'whichever it is' },
  {
    use: 'wrong',
    scheme: 'headerKey',
    sent: ['/things', `X-Key: ${wrongCredential}`, 'Authorization: Bearer a b'],
    why: 'the other one is good',
  },
  {
    use: 'wrong',
    scheme: 'bearerAuth',
    sent: ['/things', 'X-Key: a b', `Authorization: Bearer ${wrongCredential}`],
    why: 'whichever it is',
  },
  {
    use: 'other-scheme',
    scheme: 'bearerAuth',
    sent: ['/things', 'X-Key: a b', 'Authorization: Basic bm9ib2R5Om5vdGhpbmc='],
    why: 'in the place of one',
  },
  {
    use: 'other-scheme',
    scheme: 'headerKey',
    sent: ['/things', 'Authorization: Bearer a b'],
    why: 'a field that is taken is not sent twice',
  },
  {
    use: 'forged-expired',
    scheme: 'headerKey',
    sent: ['/things', `X-Key: ${wrongCredential}`, 'Authorization: Bearer a b'],
    why: 'a fixed value that can not be forged is not good',
  },
];
for (const { use, scheme, sent, why } of misuses) {
  test(`${use} of ${scheme} among two that are needed together: ${why}`, () =>
    expect(misused(secured(['headerKey', 'bearerAuth']), use, scheme)).toEqual(sent));
}

test('a misuse takes an alternative that has the scheme', () => {
  const operation = secured(['bearerAuth'], ['headerKey', 'queryKey'], ['headerKey', 'cookieKey']);
  expect(
    misused(
      operation,
      'wrong',
      'headerKey',
      new Map([
        ['bearerAuth', value('b')],
        ['headerKey', value('h')],
        ['cookieKey', value('c')],
      ]),
    ),
  ).toEqual(['/things', `X-Key: ${wrongCredential}`, 'Cookie: key=c']);
});

test('an operation whose requests are signed can have them forged', () => {
  expect(
    forgeriesOf(mixin.operations.find(({ id }) => id === 'createPin')!).map(
      ({ use, scheme }) => `${scheme} ${use}`,
    ),
  ).toEqual([
    'bearer forged-expired',
    'bearer forged-other-key',
    'bearer forged-alg-none',
    'bearer forged-other-request',
  ]);
  expect(forgeriesOf(secured(['bearerAuth']))).toEqual([]);
});

const added: readonly {
  schemes: string[];
  use: Presentation['credentials'];
  secrets: readonly string[];
  why: string;
}[] = [
  {
    schemes: ['bearerAuth'],
    use: 'good',
    secrets: ['s3cret'],
    why: 'without the name of the authentication scheme',
  },
  {
    schemes: ['headerKey', 'cookieKey'],
    use: 'good',
    secrets: ['s3cret', 's3cret'],
    why: 'without the name of the cookie',
  },
  {
    schemes: ['headerKey', 'cookieKey', 'bearerAuth'],
    use: 'wrong',
    secrets: [],
    why: 'what is wrong is no secret',
  },
  {
    schemes: ['bearerAuth'],
    use: 'other-scheme',
    secrets: [],
    why: 'nor is that of another scheme',
  },
];
for (const { schemes, use, secrets, why } of added) {
  test(`the credentials that were sent with a request: ${why}`, () => {
    const credentials = new Map(schemes.map((name) => [name, value('s3cret')]));
    expect(
      credentialsSent(
        request,
        authorize(secured(schemes), request, { credentials: use }, credentials, new Date()),
      ),
    ).toEqual(secrets);
  });
}
