import { generateKeyPairSync } from 'node:crypto';
import { expect, onTestFinished, test, vi } from 'vitest';
import { operationOf } from '../../testing.ts';
import type { WireRequest } from '../http/messages.ts';
import { wrongCredential, type Credential } from './credentials.ts';
import {
  authorize,
  credentialsSent,
  fetchedFor,
  type Presentation,
} from './present-credentials.ts';
import { fetched, secured, securitySchemes, value } from './testing.ts';

const request: WireRequest = { method: 'POST', path: '/things', headers: [['Accept', '*/*']] };
const all = new Map(Object.keys(securitySchemes).map((name) => [name, value('a b')]));
const sent = (
  operation: ReturnType<typeof secured>,
  use: Presentation['credentials'],
  credentials: ReadonlyMap<string, Credential> = all,
) => {
  const { path, headers } = authorize(operation, request, { credentials: use }, credentials);
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
    schemes: ['digest'],
    good: ['/things', 'Authorization: Digest a b'],
    wrong: ['/things', `Authorization: Digest ${wrongCredential}`],
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
  test(`credentials of ${schemes.join(' and ') || 'no scheme'} go where the scheme says`, () => {
    const operation = schemes.length === 0 ? secured() : secured(schemes);
    expect(sent(operation, 'good')).toEqual(good);
    expect(sent(operation, 'wrong')).toEqual(bad);
    expect(sent(operation, 'other-scheme')).toEqual(other);
    expect(sent(operation, 'none')).toEqual(['/things']);
  });
}

test('a key is appended to the query', () => {
  expect(
    authorize(
      secured(['queryKey']),
      { ...request, path: '/things?a=1' },
      { credentials: 'good' },
      all,
    ).path,
  ).toBe('/things?a=1&the%20key=a%20b');
});

test('header names are written as the case asks, also those of credentials', () => {
  const written = authorize(
    secured(['bearerAuth']),
    { ...request, headers: [['X-a', 'b']] },
    { credentials: 'good', headerNames: 'upper' },
    all,
  );
  expect(written.headers.map(([name]) => name)).toEqual(['X-A', 'AUTHORIZATION']);
});

test('a session signs the request that is sent, at the time when it is sent', () => {
  vi.useFakeTimers({ now: 5 });
  onTestFinished(() => void vi.useRealTimers());
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
    secured(['bearerAuth']),
    { method: 'POST', path: '/pin/update?a=1', headers: [], body: Buffer.from('{}') },
    { credentials: 'good' },
    new Map([['bearerAuth', session]]),
  );
  expect(headers).toEqual([['Authorization', 'Bearer POST /pin/update?a=1 {} 5']]);
});

test('a cookie credential shares one field with the other cookies', () => {
  const operation = operationOf(
    { security: [{ key: [] }] },
    { components: { securitySchemes: { key: { type: 'apiKey', in: 'cookie', name: 'session' } } } },
  );
  const sent = authorize(
    operation,
    { method: 'POST', path: '/things', headers: [['Cookie', 'a=1; session=old;sessions=2']] },
    { credentials: 'good' },
    new Map([['key', { kind: 'value', value: 'k' }]]),
  );
  expect(sent.headers).toEqual([['Cookie', 'a=1; sessions=2; session=k']]);
});

test('a cookie that a server set goes back as it was written', () => {
  const credentials = new Map([['cookieKey', fetched('s%3Aa=b', true)]]);
  expect(sent(secured(['cookieKey']), 'good', credentials)).toEqual([
    '/things',
    'Cookie: key=s%3Aa=b',
  ]);
  expect(sent(secured(['cookieKey']), 'half', credentials)).toEqual([
    '/things',
    'Cookie: key=s%3A',
  ]);
});

test('only requests with the value of a fetched credential wait for it', () => {
  const credential = fetched('t');
  const all = new Map([
    ['bearerAuth', credential],
    ['headerKey', value('k')],
  ]);
  const operation = secured(['bearerAuth', 'headerKey']);
  const uses = (use: Presentation['credentials'], scheme?: string) =>
    fetchedFor(operation, { credentials: use, ...(scheme ? { scheme } : {}) }, all).length;
  expect([uses('good'), uses('half'), uses('without-scheme')]).toEqual([1, 1, 1]);
  expect([uses('none'), uses('wrong'), uses('other-scheme'), uses('empty')]).toEqual([0, 0, 0, 0]);
  // another scheme is left out
  expect(uses('none', 'headerKey')).toBe(1);
});

test('a cookie is a secret beside other cookies too, and in names of any letter case', () => {
  const plain: WireRequest = { ...request, headers: [['Cookie', 'a=1; b=2']] };
  const presentation = { credentials: 'good', headerNames: 'upper' } as const;
  const credentials = new Map([
    ['cookieKey', value('c=d')],
    ['headerKey', value('h')],
  ]);
  const signed = authorize(secured(['cookieKey', 'headerKey']), plain, presentation, credentials);
  expect(credentialsSent(plain, signed).toSorted()).toEqual(['c%3Dd', 'h']);
});

for (const { value, sent, why } of [
  { value: 'ada:secret', sent: 'Basic YWRhOnNlY3JldA==', why: 'a name and a password are encoded' },
  {
    value: 'YWRhOnNlY3JldA==',
    sent: 'Basic YWRhOnNlY3JldA==',
    why: 'an encoded value is sent as it is',
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
  test(`${use} of ${scheme} of two schemes that are required together: ${why}`, () =>
    expect(misused(secured(['headerKey', 'bearerAuth']), use, scheme)).toEqual(sent));
}

test('two schemes share the one Authorization field', () =>
  expect(sent(secured(['bearerAuth', 'login', 'headerKey']), 'good')).toEqual([
    '/things',
    'Authorization: Bearer a b',
    'X-Key: a b',
  ]));

test('a misused scheme selects an alternative that has it', () => {
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
    why: 'a wrong credential is no secret',
  },
  {
    schemes: ['bearerAuth'],
    use: 'other-scheme',
    secrets: [],
    why: 'a credential of another scheme is no secret',
  },
];
for (const { schemes, use, secrets, why } of added) {
  test(`the credentials sent with a request: ${why}`, () => {
    const credentials = new Map(schemes.map((name) => [name, value('s3cret')]));
    expect(
      credentialsSent(
        request,
        authorize(secured(schemes), request, { credentials: use }, credentials),
      ),
    ).toEqual(secrets);
  });
}
