import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const isTest = (file: string) =>
  /\.(?:test|test-d|config|setup)\.ts$|\/testing\.ts$|^conformance\/corpus\//.test(file);
const files = globSync(['{conformance,scripts,spec}/**/*.ts', '*.ts'], { cwd: root }).map((file) =>
  file.replaceAll('\\', '/'),
);
const sources = files.filter((file) => !isTest(file));

/** What a file imports: packages by name, other files by their path from the root. */
const importsOf = (file: string): string[] =>
  found(file, /(?:\bfrom |^import |\bimport\()'([^'\n]+)'/gm);

/** The same without what is there for types only. */
const loadedBy = (file: string): string[] =>
  found(file, /^(?:import|export) (?!type )[^;']*?from '([^'\n]+)'/gm);

const found = (file: string, specifiers: RegExp): string[] =>
  [...readFileSync(join(root, file), 'utf8').matchAll(specifiers)].map(([, specifier = '']) =>
    specifier.startsWith('.')
      ? normalize(join(dirname(file), specifier)).replaceAll('\\', '/')
      : specifier,
  );

/**
 * Each layer and the layers that it may import besides itself, lowest first. A file in none of
 * these folders fails the test.
 */
const layers: { readonly [layer: string]: readonly string[] } = {
  'spec/': [],
  'conformance/core/': [],
  'conformance/generators/': ['conformance/core/'],
  'conformance/plan/': ['conformance/core/', 'conformance/generators/'],
  'conformance/checks/': ['conformance/core/', 'conformance/generators/'],
  'conformance/report/': ['conformance/core/', 'conformance/generators/', 'conformance/checks/'],
  'conformance/run/': [
    'conformance/core/',
    'conformance/generators/',
    'conformance/plan/',
    'conformance/checks/',
    'conformance/report/',
  ],
  'conformance/vitest/': [
    'spec/apis.ts',
    'conformance/core/',
    'conformance/generators/',
    'conformance/checks/',
    'conformance/report/',
    'conformance/run/judge.ts',
  ],
  'conformance/cli/': [
    'spec/apis.ts',
    'conformance/core/',
    'conformance/generators/',
    'conformance/plan/',
    'conformance/checks/',
    'conformance/report/',
    'conformance/run/',
  ],
  'scripts/mock': ['spec/apis.ts', 'conformance/core/'],
  'scripts/sign': ['spec/apis.ts', 'conformance/core/', 'conformance/cli/config.ts'],
  'scripts/redocly': ['conformance/core/'],
  // what runs in a browser needs nothing of Node; a test below holds that
  'scripts/frontend/': ['conformance/core/'],
  // the generated pages show real output of the runner, the corpus and the mock, and handlers answer as it does
  'scripts/generate': [
    'spec/apis.ts',
    'conformance/',
    'scripts/redocly',
    'scripts/frontend/',
    'scripts/mock/respond/',
    'scripts/lint/',
    'scripts/diff/',
    'scripts/docs/flags.ts',
  ],
  'scripts/lint': ['spec/apis.ts', 'conformance/core/', 'scripts/redocly'],
  // what runs in a browser, as above
  'scripts/docs/browser/': [
    'conformance/core/',
    'conformance/checks/places.ts',
    'scripts/frontend/',
    'scripts/docs/',
  ],
  // the pages tell what the runner checks, what it found and what changed, and serve the mock
  'scripts/docs': ['spec/apis.ts', 'conformance/', 'scripts/'],
  'scripts/types': ['spec/apis.ts', 'conformance/core/', 'scripts/generate/'],
  'scripts/build': ['conformance/core/'],
  'scripts/diff/': ['conformance/core/'],
  'scripts/init': ['conformance/core/', 'scripts/lint/'],
  // the one command loads every other
  'scripts/contracts': ['spec/apis.ts', 'conformance/', 'scripts/'],
  // the bench measures everything, and compares it with other programs
  'scripts/bench': ['spec/apis.ts', 'conformance/', 'scripts/mock/'],
};

/**
 * The one place where the runner starts a mock, and the one where the mock is given the checks of the
 * runner: their command lines hand them in.
 */
const handedIn = ['conformance/cli/own-mock.ts', 'scripts/mock/cli/judge.ts'];

const layerOf = (file: string) => Object.keys(layers).find((layer) => file.startsWith(layer));

test('imports are seen', () => {
  expect(importsOf('conformance/run/run.ts')).toContain('conformance/report/conclude.ts');
  expect(importsOf('conformance/core/schema/ajv-openapi.ts')).toContain('ajv/dist/2020.js');
  expect(importsOf('conformance/cli/execute.ts')).toContain('conformance/cli/conform.ts');
});

test('every file is in a layer', () =>
  expect(sources.filter((file) => layerOf(file) === undefined)).toEqual([]));

for (const [layer, lower] of Object.entries(layers)) {
  test(`${layer} imports only itself${lower.map((name) => `, ${name}`).join('')}`, () => {
    const allowed = [layer, ...lower];
    const wrong = sources
      .filter((file) => layerOf(file) === layer && !handedIn.includes(file))
      .flatMap((file) =>
        importsOf(file)
          .filter((name) => /^(?:spec|conformance|scripts)\//.test(name))
          .filter((name) => !allowed.some((start) => name.startsWith(start)))
          .map((name) => `${file} imports ${name}`),
      );
    expect(wrong).toEqual([]);
  });
}

/** The files that may import a library: one wherever its use is one idea. */
const libraries: readonly { library: RegExp; only: readonly string[] }[] = [
  // JSON reports, YAML files and the extensions of OpenAPI have JSON Schemas of our own
  {
    library: /^ajv/,
    only: [
      'conformance/cli/report-file.ts',
      'conformance/core/schema/ajv-openapi.ts',
      'conformance/core/schema/standalone/ajv.ts',
      'conformance/core/yaml-schema.ts',
      'scripts/lint/extensions.ts',
      'scripts/lint/in-words.ts',
    ],
  },
  {
    library: /^fast-check/,
    only: ['conformance/core/instances/text.ts', 'conformance/run/fuzz.ts'],
  },
  { library: /^jsonpath/, only: ['conformance/core/contract/overlay.ts'] },
  // the bench compares the runner with undici alone
  {
    library: /^undici/,
    only: [
      'conformance/core/contract/fetch-description.ts',
      'conformance/run/transport/send.ts',
      'scripts/bench/runner.ts',
    ],
  },
  { library: /^@stoplight\//, only: ['scripts/mock/respond/prism.ts'] },
  { library: /^msw/, only: ['scripts/frontend/example/worker.ts', 'scripts/frontend/handlers.ts'] },
  { library: /^vitest/, only: ['conformance/vitest/index.ts'] },
];
for (const { library, only } of libraries) {
  test(`only ${only.join(', ')} may import ${library.source}`, () => {
    expect(
      sources.filter((file) => importsOf(file).some((name) => library.test(name))).sort(),
    ).toEqual(only);
  });
}

test('only tests, the bench and the generated pages import the corpus and what is made for tests', () => {
  const isForTests = /^conformance\/corpus\/|\/testing\.ts$|\.test\.ts$/;
  const product = sources.filter((file) => !/^scripts\/(?:bench|generate\/pages)\//.test(file));
  expect(product.filter((file) => importsOf(file).some((name) => isForTests.test(name)))).toEqual(
    [],
  );
});

test('what runs in a browser imports nothing of Node, nor through others', () => {
  const isOwn = (name: string) => /^(?:conformance|scripts)\//.test(name);
  const seen = new Set(
    sources.filter((file) => /^scripts\/(?:frontend\/[^/]+|docs\/browser\/.+)$/.test(file)),
  );
  const packages = new Set<string>();
  // a set takes in what is added while it is walked
  for (const file of seen)
    for (const name of loadedBy(file)) (isOwn(name) ? seen : packages).add(name);
  expect([...packages].sort()).toEqual(['minisearch', 'msw', 'openapi-fetch']);
  expect(seen).toContain('conformance/core/pattern/linear.ts');
});

test('no file imports itself through others', () => {
  const graph = new Map(files.map((file) => [file, importsOf(file)]));
  const done = new Set<string>();
  const cycles: string[] = [];
  function visit(file: string, path: readonly string[]): void {
    if (path.includes(file)) cycles.push([...path.slice(path.indexOf(file)), file].join(' > '));
    if (done.has(file) || path.includes(file)) return;
    for (const next of graph.get(file) ?? []) visit(next, [...path, file]);
    done.add(file);
  }
  for (const file of files) visit(file, []);
  expect(cycles).toEqual([]);
});
