import { existsSync, globSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { apis } from '../../spec/apis.ts';
import { root } from './root.ts';
import { vendored } from './vendor.ts';

type Target = string | { readonly types?: string; readonly default?: string };
type Manifest = {
  readonly bin: { readonly [name: string]: string };
  readonly engines: { readonly node: string };
  readonly exports: { readonly [path: string]: Target };
  readonly files: readonly string[];
  readonly dependencies: { readonly [name: string]: string };
  readonly peerDependencies: { readonly [name: string]: string };
  readonly peerDependenciesMeta: { readonly [name: string]: { readonly optional: boolean } };
};

const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const manifest = JSON.parse(read('package.json')) as Manifest;
// it has a comment, as YAML that is written in one line may have
const compiled = parse(read('tsconfig.build.json').replaceAll(/^ *\/\/.*$/gm, '')) as {
  readonly files: readonly string[];
  readonly include: readonly string[];
};

/** The file of this repository that a file of `dist/` is made of. */
const sourceOf = (built: string): string =>
  built.replace('./dist/', '').replace(/(?:\.d\.ts|\.js)$/, '.ts');
const targets = Object.entries(manifest.exports).flatMap(([path, target]) =>
  (typeof target === 'string' ? [target] : Object.values(target)).map((file) => ({ path, file })),
);

test.each(targets)('$path is made of a file that is there: $file', ({ file }) => {
  const source = file.startsWith('./dist/') ? sourceOf(file) : file;
  expect(existsSync(join(root, source))).toBe(true);
  if (!source.endsWith('.ts')) return;
  const isBuilt = compiled.files.includes(source) || source.startsWith('generated/');
  expect(isBuilt, 'tsconfig.build.json builds it').toBe(true);
});

test('every API has its own path', () => {
  for (const api of Object.keys(apis)) {
    expect(manifest.exports).toHaveProperty([`./${api}`]);
    for (const file of ['openapi.json', 'handlers', 'validators'])
      expect(manifest.exports).toHaveProperty([`./${api}/${file}`]);
  }
});

test('what is shipped is there, but for dist/, which a build makes', () => {
  const others = manifest.files.filter((pattern) => pattern !== 'dist');
  for (const pattern of others) expect(globSync(pattern, { cwd: root }), pattern).not.toEqual([]);
});

test('the command can be read by an old Node, and asks for the engines of package.json', () => {
  const source = read(sourceOf(`./${manifest.bin.contracts}`));
  expect(source).toMatch(/^#!\/usr\/bin\/env node\n/);
  expect(source).not.toMatch(/^import |^\s*await /m);
  const [, oldest = ''] = /oldest = \[([^\]]+)\]/.exec(source) ?? [];
  expect(manifest.engines.node).toBe(`>=${oldest.split(', ').join('.')}`);
});

/** The product: what a build compiles. Tests, the corpus, the bench and the pages are not in it. */
const product = globSync('{conformance,generated,scripts,spec}/**/*.ts', {
  cwd: root,
  exclude: [
    '**/*.{test,test-d}.ts',
    '**/testing.ts',
    'conformance/{corpus,testing.ts}',
    'scripts/{bench,bench.ts,build,build.ts}',
    'scripts/generate/pages/*',
  ],
});
const imported = new Set(
  product.flatMap((file) =>
    [
      ...read(file).matchAll(
        /(?:^(?:import|export) [^;]*?\bfrom |\bimport\(|\b(?:load|\))\()\s*'([^'.#$][^'$]*)'/gm,
      ),
    ].map(([, specifier]) => specifier!),
  ),
);
const packageOf = (specifier: string) => /^(?:@[^/]+\/)?[^/]+/.exec(specifier)![0];

test('every library of the product is a dependency, an optional peer, or built in', () => {
  const { dependencies, peerDependencies, peerDependenciesMeta } = manifest;
  expect(Object.keys(peerDependenciesMeta).sort()).toEqual(Object.keys(peerDependencies).sort());
  const known = { ...dependencies, ...peerDependencies };
  const missing = [...imported].filter(
    (name) =>
      !isBuiltin(name) && !Object.hasOwn(known, packageOf(name)) && !vendored.includes(name),
  );
  expect(missing).toEqual([]);
});

test('every dependency is used, and none is built in as well', () => {
  const used = new Set([...imported].map(packageOf));
  // its command runs in a process of its own
  used.add('@redocly/cli');
  expect(Object.keys(manifest.dependencies).filter((name) => !used.has(name))).toEqual([]);
  expect(vendored.filter((name) => Object.hasOwn(manifest.dependencies, packageOf(name)))).toEqual(
    [],
  );
  expect(vendored.filter((name) => !imported.has(name))).toEqual([]);
});
