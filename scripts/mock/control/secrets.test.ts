import { expect, test } from 'vitest';
import { loadedFrom, toDoDescription } from '../things/testing.ts';
import { secretsOf } from './secrets.ts';

const description = {
  ...toDoDescription,
  security: [{ key: [] }],
  components: {
    ...(toDoDescription as { components: object }).components,
    securitySchemes: { key: { type: 'apiKey', in: 'query', name: 'k' } },
  },
};
const { isSecret, inText, inJson, valuesIn } = secretsOf([loadedFrom(description)]);

const names = {
  secret:
    'k Authorization Proxy-Authorization Cookie Set-Cookie X-API-Key x-auth-token access_token refreshToken client_secret Password newPassword password_confirmation Ocp-Apim-Subscription-Key id_token user[password] secret',
  open: 'title key page_token nextPageToken continuation-token max_tokens token_type passwordPolicy keyboard secretary author',
};
test.each(names.secret.split(' '))('%s is a credential', (name) => {
  expect(isSecret(name)).toBe(true);
});
test.each(names.open.split(' '))('%s is none', (name) => {
  expect(isSecret(name)).toBe(false);
});

const texts: readonly (readonly [text: string, shown: string])[] = [
  ['/a?k=1&b=2&k=3', '/a?k=…&b=2&k=…'],
  ['/a?API%5Fkey=1;x&token=2', '/a?API%5Fkey=…;x&token=…'],
  ['</a?k=1&page=2>; rel="next"', '</a?k=…&page=2>; rel="next"'],
  ['user=a&password=b%20c', 'user=a&password=…'],
  ['{"user": "a", "password": "b \\" c", "x": 1', '{"user": "a", "password": …, "x": 1'],
  ['{"password":"cut', '{"password":…'],
  ['at 12:30, title: x', 'at 12:30, title: x'],
];
test.each(texts)('%s is shown as %s', (text, shown) => {
  expect(inText(text)).toBe(shown);
});

test('a long text without a pair is looked through once', () => {
  const text = 'a'.repeat(1_000_000);
  expect(inText(text)).toBe(text);
});

test('credentials in JSON are hidden at any depth, and nothing else is changed', () => {
  const value = {
    user: { name: 'a', password: 'b', pin: null },
    list: [{ access_token: 'c', expires: 5 }, 'token=d', true],
    token: { kind: 'e' },
    ['__proto__']: { secret: 6 },
  };
  expect(inJson(value)).toEqual({
    user: { name: 'a', password: '…', pin: null },
    list: [{ access_token: '…', expires: 5 }, 'token=…', true],
    token: { kind: 'e' },
    ['__proto__']: { secret: '…' },
  });
  expect(valuesIn(value)).toEqual([
    ['password', 'b'],
    ['access_token', 'c'],
    ['secret', '6'],
  ]);
});
