import { expect, test } from 'vitest';
import { routerOf } from './router.ts';
import { ask, startWith } from '../testing.ts';
import { jsonBody } from '../../../conformance/testing.ts';

const ways = [
  '/things',
  '/things/{id}',
  '/things/mine',
  '/things/{id}/parts/{part}',
  '/files/{name}.json',
  '/odata(id={id})',
  '/v1:search',
  '/*',
  '/größe/{x-y}',
].map((template) => ({ base: '', template, target: template }));
const find = routerOf([
  ...ways,
  { base: '/v2', template: '/things/{id}', target: 'v2' },
  { base: '/{tenant}', template: '/users', target: 'tenant' },
]);

const paths: { path: string; target: string | undefined; below?: string; why: string }[] = [
  { path: '/things', target: '/things', why: 'a path without a parameter' },
  { path: '/things/1', target: '/things/{id}', why: 'a parameter' },
  {
    path: '/things/mine',
    target: '/things/mine',
    why: 'a template without a parameter is preferred',
  },
  { path: '/things/a%2Fb', target: '/things/{id}', why: 'an encoded slash is part of a segment' },
  { path: '/things/a:b', target: '/things/{id}', why: 'a colon in a value' },
  { path: `/things/${'x'.repeat(500)}`, target: '/things/{id}', why: 'a long value' },
  {
    path: '/things/%zz',
    target: '/things/{id}',
    why: 'a percent sign without a code, as the runner reads it',
  },
  { path: '/things/', target: undefined, why: 'a trailing slash' },
  { path: '/things/..', target: undefined, why: 'dot segments, which clients remove' },
  { path: '/things/1/parts/2', target: '/things/{id}/parts/{part}', why: 'two parameters' },
  {
    path: '/files/a.json',
    target: '/files/{name}.json',
    why: 'a parameter in a part of a segment',
  },
  { path: '/files/a.xml', target: undefined, why: 'another suffix of the segment' },
  { path: '/odata(id=7)', target: '/odata(id={id})', why: 'parentheses' },
  { path: '/v1:search', target: '/v1:search', why: 'a colon in the template' },
  { path: '/*', target: '/*', why: 'an asterisk is literal' },
  { path: '/other', target: undefined, why: 'an asterisk matches nothing else' },
  {
    path: '/gr%C3%B6%C3%9fe/1',
    target: '/größe/{x-y}',
    why: 'letters beyond ASCII, and a parameter name with a hyphen',
  },
  { path: '/v2/things/1', target: 'v2', below: '/things/1', why: 'a base path' },
  {
    path: '/acme/users',
    target: 'tenant',
    below: '/users',
    why: 'a variable base path',
  },
];
for (const { path, target, below = path, why } of paths) {
  test(`${path.slice(0, 40)}: ${why}`, () => {
    const found = find(path);
    expect(found?.targets[0]).toBe(target);
    if (found) expect(found.below).toBe(below);
  });
}

const says = (value: unknown) => ({
  responses: { 200: { description: '', ...jsonBody({}, { example: value }) } },
});
const servers = [
  { url: 'https://api.example.com/v1/' },
  {
    url: 'https://{region}.example.com/{version}/api',
    variables: { region: { default: 'eu' }, version: { default: 'v2', enum: ['v2', 'v3'] } },
  },
  { url: '/relative' },
  { url: '//api.example.com/schemeless' },
  { url: 'https://example.com/t/{tenant}', variables: { tenant: { default: 'acme' } } },
  { url: '{baseUrl}', variables: { baseUrl: { default: 'http://localhost:4010/base' } } },
];
const based: { path: string; status: number }[] = [
  ...[
    '/things',
    '/v1/things',
    '/v2/api/things',
    '/v3/api/things',
    '/relative/things',
    '/schemeless/things',
    '/t/acme/things',
    '/t/other/things',
    '/base/things',
  ].map((path) => ({ path, status: 200 })),
  ...['/v4/api/things', '/v1/v1/things', '/t/a/b/things', '/eu/things'].map((path) => ({
    path,
    status: 404,
  })),
];
test("base paths of servers work, plain and below the API's name", async () => {
  await using mock = await startWith(
    {
      shop: {
        '/things': { get: says('found') },
        '/own': {
          servers: [{ url: '/of-path' }],
          get: says('path'),
          put: { ...says('operation'), servers: [{ url: '/of-operation' }] },
        },
      },
    },
    {},
    { servers },
  );
  for (const { path, status } of based) {
    expect({ path, status: (await ask(mock.url, { path }, 'GET')).status }).toEqual({
      path,
      status,
    });
    expect({ path, status: (await ask(mock.urlOf('shop'), { path }, 'GET')).status }).toEqual({
      path,
      status,
    });
  }
  expect(await ask(mock.url, { path: '/of-path/own' }, 'GET')).toMatchObject({
    status: 200,
    json: 'path',
  });
  expect(await ask(mock.url, { path: '/of-operation/own' }, 'PUT')).toMatchObject({
    status: 200,
    json: 'operation',
  });
  expect((await ask(mock.url, { path: '/of-path/own' }, 'PUT')).status).toBe(405);
});

const overlapping = routerOf(
  [
    '/crates/{crate}',
    '/crates/{crate}:seal',
    '/crates/new:seal',
    '/files/{id}.csv',
    '/files/{id}',
    '/files/{id}-{part}.csv',
    '/{year}/a/{id}',
    '/y{year}/a/{id}',
    '/s/{name}',
    '/s/{idOrName}',
  ].map((template) => ({ base: '', template, target: template })),
);
for (const { path, targets } of [
  { path: '/crates/c7', targets: ['/crates/{crate}'] },
  { path: '/crates/c7:seal', targets: ['/crates/{crate}:seal', '/crates/{crate}'] },
  { path: '/crates/c7%3aseal', targets: ['/crates/{crate}:seal', '/crates/{crate}'] },
  { path: '/crates/:seal', targets: ['/crates/{crate}'] },
  { path: '/crates/new:seal', targets: ['/crates/new:seal'] },
  { path: '/files/7.csv', targets: ['/files/{id}.csv', '/files/{id}'] },
  {
    path: '/files/7-1.csv',
    targets: ['/files/{id}-{part}.csv', '/files/{id}.csv', '/files/{id}'],
  },
  { path: '/y24/a/1', targets: ['/y{year}/a/{id}', '/{year}/a/{id}'] },
  { path: '/s/1', targets: ['/s/{name}', '/s/{idOrName}'] },
])
  test(`more literal text goes first: ${path}`, () => {
    expect(overlapping(path)?.targets).toEqual(targets);
  });
