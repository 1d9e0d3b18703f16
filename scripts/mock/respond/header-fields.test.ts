import { expect, test } from 'vitest';
import { startWith } from '../testing.ts';

const dated = 'sid=1; Expires=Wed, 21 Oct 2026 07:28:00 GMT';
const list = { type: 'array', items: { type: 'string' } };

for (const { why, header, cookies } of [
  { why: 'a list', header: { schema: list, example: [dated, 'b=2'] }, cookies: [dated, 'b=2'] },
  { why: 'a text for a list', header: { schema: list, example: dated }, cookies: [dated] },
  {
    why: 'a text',
    header: { schema: { type: 'string' }, example: dated },
    cookies: [dated],
  },
])
  test(`each cookie is a field of its own: ${why}`, async () => {
    const headers = { 'Set-Cookie': header };
    await using mock = await startWith({
      things: { '/a': { get: { responses: { 200: { description: '', headers } } } } },
    });
    const response = await fetch(`${mock.url}/a`);
    expect(response.headers.getSetCookie()).toEqual(cookies);
  });

test('fields that HTTP decides are never copied from an example', async () => {
  const names = ['Content-Length', 'Transfer-Encoding', 'Connection', 'Keep-Alive', 'Trailer'];
  const headers = Object.fromEntries(
    [...names, 'Content-Encoding', 'Upgrade'].map((name) => [
      name,
      { required: true, schema: { type: 'string' }, example: '279' },
    ]),
  );
  const content = { 'text/html': { schema: { type: 'string' }, example: '<p>short</p>' } };
  await using mock = await startWith({
    things: { '/a': { get: { responses: { 200: { description: '', headers, content } } } } },
  });
  const response = await fetch(`${mock.url}/a`);
  expect(await response.text()).toBe('<p>short</p>');
  expect([...response.headers.values()].filter((value) => value === '279')).toEqual([]);
});
