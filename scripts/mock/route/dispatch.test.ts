import { expect, test } from 'vitest';
import { jsonBody } from '../../../conformance/testing.ts';
import { ask, startWith } from '../testing.ts';

const says = (value: unknown) => ({
  responses: { 200: { description: '', ...jsonBody({}, { example: value }) } },
});

test('a documented GET / answers at /, and the page of the mock is elsewhere', async () => {
  await using lone = await startWith({ things: { '/': { get: says('root') }, '/a': {} } });
  for (const path of ['/', '/?v=1', '/things', '/things/'])
    expect(await ask(lone.url, { path }, 'GET')).toMatchObject({ status: 200, json: 'root' });
  expect((await ask(lone.url, { path: '/__mock/index' }, 'GET')).text).toContain('GET /');
});

for (const { why, apis } of [
  { why: 'another method', apis: { things: { '/': { post: says('made') } } } },
  {
    why: 'two APIs',
    apis: { one: { '/': { get: says('one') } }, two: { '/': { get: says('two') } } },
  },
])
  test(`the page of the mock is at / where it is documented for ${why}`, async () => {
    await using lone = await startWith(apis);
    expect((await ask(lone.url, { path: '/' }, 'GET')).text).toContain('This mock responds');
    for (const api of Object.keys(apis).filter((name) => name !== 'things'))
      expect(await ask(lone.url, { path: `/${api}/` }, 'GET')).toMatchObject({ json: api });
  });

test('a verb and a suffix beside a parameter reach their own operations', async () => {
  const named = (name: string) => ({
    parameters: [{ name, in: 'path', required: true, schema: { type: 'string' } }],
  });
  await using lone = await startWith({
    things: {
      '/crates/{crate}': { ...named('crate'), get: says('get'), post: says('replace') },
      '/crates/{crate}:seal': { ...named('crate'), post: says('seal') },
      '/crates/{crate}.csv/lines': { ...named('crate'), get: says('lines') },
      '/s/{name}': { ...named('name'), get: says('by name') },
      '/s/{idOrName}': { ...named('idOrName'), put: says('by either') },
    },
  });
  const answers: readonly [method: string, path: string, json: unknown][] = [
    ['POST', '/crates/c7:seal', 'seal'],
    ['POST', '/crates/c7', 'replace'],
    ['GET', '/crates/c7:seal', 'get'],
    ['GET', '/crates/c7.csv/lines', 'lines'],
    ['GET', '/s/a', 'by name'],
    ['PUT', '/s/a', 'by either'],
  ];
  for (const [method, path, json] of answers)
    expect((await ask(lone.url, { path }, method)).json).toBe(json);
  expect((await ask(lone.url, { path: '/s/a' }, 'DELETE')).headers.allow).toBe(
    'GET, PUT, HEAD, OPTIONS',
  );
});
