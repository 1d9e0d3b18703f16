import { expect, test } from 'vitest';
import { readPrefer } from '../mock/respond/prefer.ts';
import { preferHeader } from './prefer.ts';

for (const preference of [
  { code: 403, example: 'forbidden' },
  { dynamic: true },
  { example: 'two words, "quoted"; and \\ more' },
])
  test(`the mock reads ${JSON.stringify(preference)}`, () => {
    const { prefer } = preferHeader(preference);
    const texts = Object.entries(preference).map(([name, value]) => [name, String(value)]);
    const request = { method: 'GET', path: '/', headers: [['Prefer', prefer] as const] };
    expect(readPrefer(request)).toEqual(Object.fromEntries(texts));
  });

test('what is undefined is not sent', () =>
  expect(preferHeader({ example: 'a' })).toEqual({ prefer: 'example=a' }));
