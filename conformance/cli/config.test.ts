import { join } from 'node:path';
import { expect, test } from 'vitest';
import { apis } from '../../spec/apis.ts';
import { readConfig } from './config.ts';
import { complaintOf, folderWith } from '../testing.ts';

const read = (text: string, environment: { [name: string]: string } = {}) =>
  readConfig(join(folderWith({ 'c.yaml': text }), 'c.yaml'), environment);

test('reads targets, credentials and known values', () => {
  const config = read(
    `targets:
  notifications:
    url: https://\${HOST}.example.com
    headers: { X-Tenant: '\${HOST}' }
    credentials:
      bearerAuth: \${TOKEN}
    values:
      refreshPushToken:
        /deviceId: device-a81f92
        $request.path.id: 7
        /tags: [a, '\${TOKEN}']
  mixin:
    credentials:
      bearer: { uid: u, sid: s, privateKeyFile: '\${KEY}' }
`,
    { HOST: 'staging', TOKEN: 'secret', KEY: '/key.pem' },
  );
  expect(config.targets.get('notifications')).toEqual({
    key: 'notifications',
    exclude: [],
    include: [],
    credentialsFor: new Map(),
    overlays: [],
    authEverywhere: false,
    headers: new Map([['X-Tenant', 'staging']]),
    url: 'https://staging.example.com',
    shown: 'https://${HOST}.example.com',
    credentials: { bearerAuth: 'secret' },
    fetched: new Map(),
    values: new Map([
      [
        'refreshPushToken',
        new Map<string, unknown>([
          ['/deviceId', 'device-a81f92'],
          ['$request.path.id', 7],
          ['/tags', ['a', 'secret']],
        ]),
      ],
    ]),
    variables: new Map([['bearerAuth', 'TOKEN']]),
    secrets: new Map([
      ['HOST', 'staging'],
      ['TOKEN', 'secret'],
    ]),
  });
  expect(config.targets.get('mixin')).toEqual({
    key: 'mixin',
    exclude: [],
    include: [],
    credentialsFor: new Map(),
    overlays: [],
    authEverywhere: false,
    headers: new Map(),
    credentials: { bearer: { uid: 'u', sid: 's', privateKeyFile: '/key.pem' } },
    fetched: new Map(),
    values: new Map(),
    variables: new Map(),
    secrets: new Map(),
  });
});

test('the committed example can be read', () => {
  const everything = new Proxy({}, { get: () => 'value' });
  expect(
    [...readConfig('conformance.config.example.yaml', everything).targets.keys()].sort(),
  ).toEqual(Object.keys(apis));
});

for (const { text, why } of [
  { text: '', why: 'an empty file' },
  { text: '# nothing yet\n', why: 'a comment' },
  { text: 'targets:\n', why: 'targets without any' },
])
  test(`${why} says nothing`, () => expect(read(text).targets.size).toBe(0));

test('an API without anything has no credentials and no values', () => {
  expect(read('targets:\n  amity:\n').targets.get('amity')).toEqual({
    key: 'amity',
    exclude: [],
    include: [],
    credentialsFor: new Map(),
    overlays: [],
    authEverywhere: false,
    headers: new Map(),
    credentials: {},
    fetched: new Map(),
    values: new Map(),
    variables: new Map(),
    secrets: new Map(),
  });
});

test('only ${NAME} is a variable', () => {
  expect(
    read(
      "targets: { a: { credentials: { key: '$TOKEN {TOKEN} ${not-a-name} 100%' } } }",
    ).targets.get('a')?.credentials,
  ).toEqual({ key: '$TOKEN {TOKEN} ${not-a-name} 100%' });
});

test('severities are by check, and the file knows its lines', () => {
  const config = read('# mine\nseverities:\n  within-time: warning\n');
  expect(config.severities).toEqual(new Map([['within-time', 'warning']]));
  expect(config.at(['severities', 'within-time'])).toMatch(/c\.yaml:3$/);
});

const bad: readonly { text: string; complaint: string; why: string }[] = [
  { text: 'targets:\n  a: [', complaint: 'c.yaml:2: this is not YAML: ', why: 'no YAML' },
  {
    text: 'targets:\n  a: {}\n  a: {}\n',
    complaint: 'c.yaml:3: this is not YAML: Map keys must be unique',
    why: 'a name twice',
  },
  {
    text: 'targets:\n  a:\n    url: *nowhere\n',
    complaint: 'c.yaml:3: this is not YAML: there is no anchor "nowhere" before this alias.',
    why: 'an alias of nothing',
  },
  { text: '- a\n', complaint: 'c.yaml:1: "the file" must be a map.', why: 'a list' },
  {
    text: 'target:\n  a: {}\n',
    complaint:
      'c.yaml:1: there is no "target" here: did you mean "targets"? It may hold targets, severities, evidence.',
    why: 'a misspelt name',
  },
  {
    text: 'targets:\n  a:\n    # the base\n    ulr: x\n',
    complaint: 'c.yaml:4: there is no "ulr" here: did you mean "url"? It may hold url, ',
    why: 'a misspelt name inside',
  },
  {
    text: 'targets:\n  a:\n    retries:\n      x: y\n',
    complaint: 'c.yaml:3: there is no "retries" here. It may hold url, ',
    why: 'a misspelt name with a map',
  },
  {
    text: 'targets:\n  a:\n    exclude: DELETE\n',
    complaint: 'c.yaml:3: "exclude" must be a list of selectors of operations.',
    why: 'a selector in the place of a list',
  },
  {
    text: 'targets:\n  a:\n    authEverywhere: yes\n',
    complaint: 'c.yaml:3: "authEverywhere" must be true or false.',
    why: 'a word that YAML 1.2 takes for no truth',
  },
  {
    text: 'targets:\n  a:\n    credentialsFor:\n      tag:x: { k: 7 }\n',
    complaint: 'c.yaml:4: "k" must be a text, or a map of texts',
    why: 'a number as the credential of some operations',
  },
  {
    text: 'targets:\n  a:\n    headers:\n      "X Tenant": y\n',
    complaint: 'c.yaml:4: "X Tenant" is not the name of a header field.',
    why: 'a name that no header field has',
  },
  {
    text: 'severities:\n  within-time: waring\n',
    complaint:
      'c.yaml:2: "waring" is not a severity: did you mean "warning"? There are notice, warning, error.',
    why: 'a misspelt severity',
  },
  {
    text: 'severities: 7\n',
    complaint: 'c.yaml:1: "severities" must be a map.',
    why: 'severities that are none',
  },
  {
    text: 'targets:\n  a: https://example.com\n',
    complaint: 'c.yaml:2: "a" must be a map.',
    why: 'a URL in place of a target',
  },
  {
    text: 'targets:\n  a:\n    url: 7\n',
    complaint: 'c.yaml:3: "url" must be a text.',
    why: 'a number as URL',
  },
  {
    text: 'targets:\n  a:\n    url: ${HOST}\n',
    complaint: 'c.yaml:3: the environment variable HOST is not set.',
    why: 'a variable that is not set',
  },
  {
    text: 'targets:\n  a:\n    credentials:\n      k: { uid: u, sid: "${SID}" }\n',
    complaint: 'c.yaml:4: the environment variable SID is not set.',
    why: 'a variable inside a credential',
  },
  {
    text: 'targets:\n  a:\n    values:\n      op:\n        /x: [a, "${X}"]\n',
    complaint: 'c.yaml:5: the environment variable X is not set.',
    why: 'a variable inside a value',
  },
  {
    text: 'targets:\n  a:\n    credentials:\n      k: 12345\n',
    complaint: 'c.yaml:4: "k" must be a text, or a map of texts: write a number in quotes.',
    why: 'a number as credential',
  },
  {
    text: 'targets:\n  a:\n    credentials:\n      k: { uid: 7 }\n',
    complaint: 'c.yaml:4: "uid" must be a text.',
    why: 'a number inside a credential',
  },
  {
    text: 'targets:\n  a:\n    values:\n      op:\n        $response.body#/a: x\n',
    complaint: 'c.yaml:5: "$response.body#/a" is not a place in a request',
    why: 'a place in the answer',
  },
];
for (const { text, complaint, why } of bad) {
  test(`${why}: file, line and the way out`, () => {
    const folder = folderWith({ 'c.yaml': text });
    expect(complaintOf(() => readConfig(join(folder, 'c.yaml'), {}), folder)).toContain(complaint);
  });
}

test('a file that is not there', () => {
  const folder = folderWith({});
  expect(complaintOf(() => readConfig(join(folder, 'c.yaml'), {}), folder)).toBe(
    'c.yaml: there is no such file.',
  );
});

test('a variable that is set and empty is filled in', () =>
  expect(read('targets: { a: { url: "${HOST}" } }', { HOST: '' }).targets.get('a')?.url).toBe(''));

test('of an API that is not wanted, the variables need not be set', () => {
  const file = join(
    folderWith({
      'c.yaml': "targets: { a: { url: '${NOT_SET}' }, b: { url: 'https://b.example' } }",
    }),
    'c.yaml',
  );
  expect(readConfig(file, {}, (key) => (key === 'b' ? key : undefined)).targets.get('b')?.url).toBe(
    'https://b.example',
  );
  expect(complaintOf(() => readConfig(file, {}), '')).toMatch(
    /the environment variable NOT_SET is not set/,
  );
});
