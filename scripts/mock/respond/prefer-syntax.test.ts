import { expect, test } from 'vitest';
import { readPrefer } from './prefer.ts';

const read = (...values: string[]) =>
  readPrefer({
    method: 'GET',
    path: '/',
    headers: values.map((value) => ['Prefer', value] as const),
  });
for (const { prefer, preference } of [
  { prefer: 'code=404', preference: { code: '404' } },
  { prefer: 'example="a, b"', preference: { example: 'a, b' } },
  { prefer: 'example="a; code=1", code=200', preference: { example: 'a; code=1', code: '200' } },
  { prefer: 'example="say \\"no, thanks\\" \\\\"', preference: { example: 'say "no, thanks" \\' } },
  { prefer: 'foo="x, code=500"; bar, code = "404"', preference: { code: '404' } },
  { prefer: 'example=""', preference: { example: '' } },
  { prefer: 'code="404', preference: {} },
  { prefer: 'respond-async, wait=10; dynamic=true', preference: { dynamic: 'true' } },
  { prefer: 'code=1, code=2', preference: { code: '1' } },
])
  test(`quotes, commas and semicolons of Prefer: ${prefer}`, () => {
    expect(read(prefer)).toEqual(preference);
  });

test('several Prefer fields are one list', () => {
  expect(read('code=404', 'example="a,b"')).toEqual({ code: '404', example: 'a,b' });
});
