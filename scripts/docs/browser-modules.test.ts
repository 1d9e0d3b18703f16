import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { root } from '../redocly.ts';
import { browserModules, moduleName } from './browser-modules.ts';

test('a module comes with what it imports, without types', async () => {
  const entry = join(root, 'conformance/core/pattern/linear.ts');
  const modules = browserModules(entry);
  expect([...modules.keys()]).toContain('conformance/core/pattern/linear.js');
  expect(modules.size).toBeGreaterThan(1);
  expect([...modules.keys()].filter((name) => !name.endsWith('.js'))).toEqual([]);
  for (const text of modules.values()) expect(text).not.toMatch(/from '[^']*\.ts'/);
  // what Node can load below any folder, a browser can
  const folder = folderWith({ 'package.json': '{"type":"module"}' });
  for (const [name, text] of modules) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  const loaded = await import(pathToFileURL(join(folder, moduleName(entry))).href);
  expect(loaded).toHaveProperty('linearTest');
});

test('types import nothing, packages and late imports are taken in', () => {
  const folder = folderWith({
    'a.ts':
      "import MiniSearch, { type Options } from 'minisearch';\nimport type { T } from './types.ts';\nexport const late = (): Promise<unknown> => import('./b.ts');\nexport const made: Options<T> = new MiniSearch<T>({ fields: [] }) as never;\n",
    'b.ts': "export {\n  one,\n  two,\n} from './c.ts';\nimport './d.ts';\n",
    'c.ts': 'export const [one, two] = [1, 2];',
    'd.ts': "// from './nowhere.ts'\nexport const text = \"import './nowhere.ts'\";\n",
  });
  const modules = browserModules(join(folder, 'a.ts'));
  expect([...modules.keys()].map((name) => name.replace(/^.*(?=\/[a-d]\.js)/, ''))).toEqual([
    '/a.js',
    'packages/minisearch/dist/es/index.js',
    '/b.js',
    '/c.js',
    '/d.js',
  ]);
  const [a = '', minisearch = ''] = modules.values();
  expect(a).toMatch(
    /import MiniSearch, \{ +\} from '(?:\.\.\/)+packages\/minisearch\/dist\/es\/index\.js'/,
  );
  expect(a).toContain("import('./b.js')");
  expect(minisearch).not.toContain('sourceMappingURL');
});

test('a built package has JavaScript where the repository has TypeScript', () => {
  const folder = folderWith({
    'a.js': "import { b } from './b.js';\nexport const a = b;\n",
    'b.js': 'export const b = 1;\n',
  });
  expect(browserModules(join(folder, 'a.ts')).size).toBe(2);
  expect(moduleName(join(folder, 'a.ts'))).toMatch(/a\.js$/);
});

test('what needs Node is refused', () => {
  const folder = folderWith({ 'a.ts': "import { join } from 'node:path';\nexport { join };\n" });
  expect(() => browserModules(join(folder, 'a.ts'))).toThrow(
    /a\.ts imports node:path, which no browser has/,
  );
});
