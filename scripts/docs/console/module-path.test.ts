import { expect, test } from 'vitest';
import { consoleModule } from './module-path.ts';

const pathOf = (id: string, api = 'things', method = 'GET') => consoleModule(api, { id, method });

const ids = [
  ...[
    'createPin',
    'createpin',
    'CREATEPIN',
    'create-pin',
    'create_pin',
    'create pin',
    'create/pin',
  ],
  ...['', '.', '..', '../../index', 'con', 'nul.js', 'a'.repeat(300), `${'a'.repeat(300)}b`],
  ...[
    'öffnen',
    '开',
    '<script>',
    "'",
    '"',
    '\\',
    'a?b#c%d',
    'a\u0000b',
    'get/pets/{id}',
    '__proto__',
  ],
];

test('each operation has a file of its own, also where letter case means nothing', () => {
  const paths = ids.map((id) => pathOf(id)?.toLowerCase());
  expect(new Set(paths).size).toBe(ids.length);
});

test.each([...ids])('the file of %j has a name that every system and every URL can have', (id) => {
  expect(pathOf(id)).toMatch(/^assets\/console\/things\/[\w-]{1,80}\.js$/);
});

test('a plain name of an API stays, and another one is no folder outside', () => {
  expect(pathOf('a', 'mixin')).toMatch(/^assets\/console\/mixin\//);
  for (const api of ['..', 'a/b', 'Mixin', 'con', '', 'a b'])
    expect(pathOf('a', api), api).toMatch(/^assets\/console\/[\w-]*_[\da-f]{10}\/[\w-]+\.js$/);
  expect(pathOf('a', 'Mixin')?.toLowerCase()).not.toBe(pathOf('a', 'mixin'));
});

test('what no page may send has no module', () => {
  for (const method of ['TRACE', 'CONNECT']) expect(pathOf('a', 'things', method)).toBeUndefined();
  for (const method of ['GET', 'DELETE', 'QUERY'])
    expect(pathOf('a', 'things', method)).toBeDefined();
});
