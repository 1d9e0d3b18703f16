import { expect, test } from 'vitest';
import type { Given } from './credentials.ts';
import type { ConsoleScheme } from './operation.ts';
import { requestOf } from './request.ts';
import { form, operationWith, typedJson } from './testing.ts';

const given = (scheme: ConsoleScheme, value: string): Given => ({ name: 'auth', scheme, value });
const none = { path: {}, query: {}, header: {}, cookie: {} };

test('parameters stand where they are documented, in their styles', () => {
  const styles = {
    path: { id: { style: 'label', explode: false } },
    query: { filter: { style: 'deepObject', explode: true } },
  };
  const operation = operationWith({ method: 'GET', path: '/things/{id}', styles });
  const parameters = {
    path: { id: ['a/b', 'c'] },
    query: { filter: { x: 1 }, tag: ['p', 'q'] },
    header: { 'X-Note': 'hello' },
    cookie: { one: 'a', two: 'b' },
  };
  expect(requestOf(operation, form({ parameters }))).toEqual({
    method: 'GET',
    url: 'https://api.test/v1/things/.a%2Fb,c?filter%5Bx%5D=1&tag=p&tag=q',
    headers: [
      ['Accept', '*/*'],
      ['X-Note', 'hello'],
      ['Cookie', 'one=a; two=b'],
    ],
  });
});

test('what is typed as JSON is sent as it is typed', () => {
  const body = typedJson('{ "a" : 1.0, }');
  expect(requestOf(operationWith(), form({ body }))).toMatchObject({
    body: '{ "a" : 1.0, }',
    headers: [
      ['Accept', '*/*'],
      ['Content-Type', 'application/json'],
    ],
  });
});

test('parts have a boundary that the browser names', () => {
  const content = new FormData();
  const body = { documented: 'multipart/form-data', mediaType: 'multipart/form-data', content };
  expect(requestOf(operationWith(), form({ body })).headers).toEqual([['Accept', '*/*']]);
});

for (const { scheme, value, header } of [
  {
    scheme: { type: 'http', scheme: 'bearer' },
    value: 'a.b',
    header: ['Authorization', 'Bearer a.b'],
  },
  { scheme: { type: 'oauth2' }, value: 'a', header: ['Authorization', 'Bearer a'] },
  {
    scheme: { type: 'http', scheme: 'basic' },
    value: 'u:é',
    header: ['Authorization', 'Basic dTrDqQ=='],
  },
  {
    scheme: { type: 'http', scheme: 'basic' },
    value: 'dTpw',
    header: ['Authorization', 'Basic dTpw'],
  },
  {
    scheme: { type: 'http', scheme: 'digest' },
    value: 'a="b"',
    header: ['Authorization', 'Digest a="b"'],
  },
  {
    scheme: { type: 'apiKey', in: 'header', parameter: 'x-key' } as const,
    value: 'k',
    header: ['x-key', 'k'],
  },
  {
    scheme: { type: 'apiKey', in: 'cookie', parameter: 'sid' } as const,
    value: 'a;b',
    header: ['Cookie', 'sid=a%3Bb'],
  },
])
  test(`a credential for ${JSON.stringify(scheme)}`, () => {
    const credentials = [given(scheme, value)];
    expect(requestOf(operationWith(), form({ credentials })).headers).toContainEqual(header);
  });

test('a key in the query follows the parameters', () => {
  const credentials = [given({ type: 'apiKey', in: 'query', parameter: 'k' }, 'a&b')];
  const parameters = { ...none, query: { q: 1 } };
  expect(requestOf(operationWith(), form({ credentials, parameters })).url).toBe(
    'https://api.test/v1/things?q=1&k=a%26b',
  );
});

test('what follows a path in a description is kept, and a fragment is not sent', () => {
  const operation = operationWith({ path: '/things?kind=a#one' });
  const parameters = { ...none, query: { q: 1 } };
  expect(requestOf(operation, form({ parameters })).url).toBe(
    'https://api.test/v1/things?kind=a&q=1',
  );
});

test('the wanted answer is named in a field', () => {
  expect(requestOf(operationWith(), form({ prefer: 'code=202' })).headers).toContainEqual([
    'Prefer',
    'code=202',
  ]);
});
