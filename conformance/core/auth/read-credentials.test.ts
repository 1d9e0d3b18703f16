import { generateKeyPairSync } from 'node:crypto';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { contractOf, complaintOf, description, folderWith } from '../../testing.ts';
import { loadContract } from '../contract/load.ts';
import type { Credential } from './credentials.ts';
import { howToGive, readCredentials } from './read-credentials.ts';

const securitySchemes = {
  bearerAuth: { type: 'http', scheme: 'bearer' },
  headerKey: { type: 'apiKey', in: 'header', name: 'X-Key' },
};
const plain = contractOf(
  description(
    { '/a': { get: { security: [{ bearerAuth: [] }, { headerKey: [] }], responses: {} } } },
    { components: { securitySchemes } },
  ),
);
const sources: readonly {
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
    why: 'the configuration comes first',
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
    why: 'an empty variable counts as missing',
  },
  {
    written: {},
    environment: { BEARER_AUTH: 'e', OTHERS_BEARER_AUTH: 'e' },
    read: {},
    why: 'variables of other APIs',
  },
];
for (const { written, environment, read, why } of sources) {
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
    why: 'a file that the configuration names',
  },
  {
    written: { bearerAuth: 'w' },
    variables: [['bearerAuth', 'STAGING_KEY']],
    read: { kind: 'value', value: 'w', origin: { kind: 'variable', name: 'STAGING_KEY' } },
    why: 'a variable that the configuration names',
  },
  {
    written: { bearerAuth: 'w' },
    read: { kind: 'value', value: 'w', origin: { kind: 'variable', name: 'THINGS_BEARER_AUTH' } },
    why: 'a literal value counts as the variable of the scheme',
  },
  {
    written: { bearerAuth: { file: inFolder('empty') } },
    read: undefined,
    why: 'an empty file counts as missing',
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
    complaint: `The credential of things's security scheme "bearerAuth" is one value, or a map of "file" alone, which names a file that holds it, or says with "flow" or "login" how it is fetched.`,
    why: 'a map for a plain scheme',
  },
  {
    api: 'things',
    written: { bearerAuth: { file: inFolder('none') } },
    complaint: `The credential of things's security scheme "bearerAuth" can't be read from the file `,
    why: 'a missing file',
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
    why: 'a text that is no key',
  },
  {
    api: 'mixin',
    written: { bearer: { uid: 'u', sid: 's', privateKeyFile: 'no-such-file.pem' } },
    complaint: "the private key file no-such-file.pem can't be read",
    why: 'a missing key file',
  },
];
for (const { api, written, complaint, why } of wrong) {
  test(`reports ${why} without the secret`, () => {
    const said = complaintOf(
      () => readCredentials(api === 'mixin' ? mixin : plain, written, {}),
      '',
    );
    expect(said).toContain(complaint);
    expect(said).not.toContain('s3cret');
  });
}

test('reports a credential that is given twice', () => {
  const said = complaintOf(
    () =>
      readCredentials(plain, {}, { THINGS_HEADER_KEY: 's3cret', THINGS_HEADER_KEY_FILE: 'key' }),
    '',
  );
  expect(said).toBe(
    `The credential of things's security scheme "headerKey" is given twice, by the environment variables THINGS_HEADER_KEY and THINGS_HEADER_KEY_FILE: unset one of them.`,
  );
});

test('names the variable of a missing member, where the session is in the environment', () => {
  expect(complaintOf(() => readCredentials(mixin, {}, { MIXIN_BEARER_UID: 'u' }), '')).toBe(
    'A Mixin session needs MIXIN_BEARER_UID and MIXIN_BEARER_SID.',
  );
});

test('a session from a configuration names the file', () => {
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

test('a session may come from the environment, and its key is a secret', () => {
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
});
