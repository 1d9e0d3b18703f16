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

const integer = { type: 'integer', minimum: 1 };
const broken: { why: string; header: object; value: string | null; says: RegExp }[] = [
  {
    why: 'a made value',
    header: { schema: integer, example: 'many' },
    value: '1',
    says: /the example "example" of the header field X-Left breaks its schema: it must be integer .*; a made value is sent instead$/,
  },
  {
    why: 'a made value, also of a required field',
    header: { required: true, schema: integer, example: 0 },
    value: '1',
    says: /it must be at least 1/,
  },
  {
    why: 'another example',
    header: { schema: integer, examples: { bad: { value: 0 }, good: { value: 5 } } },
    value: '5',
    says: /example "bad" .*; "good" is sent instead$/,
  },
  {
    why: 'nothing, where no value can be made',
    header: { schema: { type: 'string', pattern: '^(?!)$' }, example: 'a' },
    value: null,
    says: /; the field is left out$/,
  },
  {
    why: 'a made value in JSON',
    header: {
      content: {
        'application/json': {
          schema: { type: 'object', required: ['n'], properties: { n: integer } },
          example: {},
        },
      },
    },
    value: '{"n":1}',
    says: /header field X-Left breaks its schema/,
  },
];
for (const { why, header, value, says } of broken)
  for (const content of [{}, { 'application/json': { example: { a: 1 } } }])
    test(`in place of an example that breaks its schema, a header field has ${why}: ${JSON.stringify(content)}`, async () => {
      const responses = { 200: { description: '', headers: { 'X-Left': header }, content } };
      const paths = { things: { '/a': { get: { responses } } } };
      await using mock = await startWith(paths);
      const response = await fetch(`${mock.url}/a`);
      expect(response.status).toBe(200);
      expect(response.headers.get('x-left')).toBe(value);
      expect(response.headers.get('x-contract-example')).toMatch(says);
      await using strict = await startWith(paths, { strictExamples: true });
      const refused = await fetch(`${strict.url}/a`);
      expect(refused.status).toBe(500);
      expect(await refused.text()).toContain('breaks its own contract: "X-Left" must');
    });

test('an example of a header field that keeps its schema as it is sent needs no word', async () => {
  const headers = { 'X-Left': { schema: integer, example: '7' } };
  await using mock = await startWith({
    things: { '/a': { get: { responses: { 200: { description: '', headers } } } } },
  });
  const response = await fetch(`${mock.url}/a`);
  expect(response.headers.get('x-left')).toBe('7');
  expect(response.headers.has('x-contract-example')).toBe(false);
});

test('a broken example of the body and one of a header field are both named', async () => {
  const headers = { 'X-Left': { schema: integer, example: 0 } };
  const content = { 'application/json': { schema: integer, example: 0 } };
  await using mock = await startWith({
    things: { '/a': { get: { responses: { 200: { description: '', headers, content } } } } },
  });
  const note = (await fetch(`${mock.url}/a`)).headers.get('x-contract-example');
  expect(note).toMatch(/a made body is sent instead; .* a made value is sent instead$/);
});
