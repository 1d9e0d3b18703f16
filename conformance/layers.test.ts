import { globSync, readFileSync } from 'node:fs';
import { dirname, join, normalize, resolve } from 'node:path';
import { expect, test } from 'vitest';

const root = resolve(import.meta.dirname, '..');
const isTest = (file: string) => /\.test\.ts$|\/testing\.ts$/.test(file);
const files = globSync(['conformance/**/*.ts', 'scripts/**/*.ts', 'spec/**/*.ts', '*.ts'], {
  cwd: root,
}).map((file) => file.replaceAll('\\', '/'));
const sources = files.filter((file) => !isTest(file));

/** What a file imports: packages by name, other files by their path from the root. */
function importsOf(file: string): string[] {
  const text = readFileSync(join(root, file), 'utf8');
  const specifiers = [...text.matchAll(/(?:\bfrom |^import |\bimport\()'([^'\n]+)'/gm)].map(
    (match) => match[1]!,
  );
  return specifiers.map((specifier) =>
    specifier.startsWith('.')
      ? normalize(join(dirname(file), specifier)).replaceAll('\\', '/')
      : specifier,
  );
}

test('imports are seen', () => {
  expect(importsOf('conformance/run.ts')).toContain('conformance/plan.ts');
  expect(importsOf('conformance/cases/index.ts')).toContain('conformance/cases/length.ts');
  expect(importsOf('conformance/contract/schema.ts')).toContain('ajv-formats');
  expect(importsOf('conformance/cli.ts')).toContain('conformance/command/conform.ts');
});

/** The files that may import a package. */
const libraries: readonly { library: RegExp; only: readonly string[] }[] = [
  // reports and the extensions are judged by schemas of our own, and have no contract to ask
  {
    library: /^ajv/,
    only: [
      'conformance/command/report-file.ts',
      'conformance/contract/schema.ts',
      'scripts/lint/extensions.ts',
      'scripts/lint/in-words.ts',
    ],
  },
  { library: /^fast-check/, only: ['conformance/cases/text.ts', 'conformance/fuzz.ts'] },
  // the bench compares the runner with undici alone
  { library: /^undici/, only: ['conformance/exchange/send.ts', 'scripts/bench/runner.ts'] },
  { library: /^@stoplight\//, only: ['scripts/mock/prism.ts'] },
  // the matcher is made for the tests of others; what it judges by knows nothing of it
  { library: /^vitest(?!\/config$)/, only: ['conformance/vitest.ts'] },
];
for (const { library, only } of libraries) {
  test(`${library} is imported by ${only.join(', ')} alone`, () => {
    expect(
      sources.filter((file) => importsOf(file).some((name) => library.test(name))).sort(),
    ).toEqual(only);
  });
}

/** What may be imported from everywhere: it imports nothing itself but what stands here. */
const leaves = [
  'model',
  'pointer',
  'media-type',
  'runtime-expression',
  'severity',
  'user-error',
].map((name) => `conformance/${name}.ts`);
test('leaves import leaves', () => {
  for (const leaf of leaves)
    expect({ leaf, strange: importsOf(leaf).filter((name) => !leaves.includes(name)) }).toEqual({
      leaf,
      strange: [],
    });
});

const rooms: readonly { room: string; also: readonly string[] }[] = [
  { room: 'contract', also: [] },
  { room: 'cases', also: [] },
  // credentials may stand in files that the user names
  { room: 'exchange', also: ['conformance/user-path.ts'] },
  // what a header field's text means is read as that of a parameter
  { room: 'checks', also: ['conformance/exchange/read-parameter.ts'] },
  // the places of an operation's requests are those that cases are made for
  { room: 'coverage', also: ['conformance/cases/sites.ts', 'conformance/checks/answer.ts'] },
  {
    room: 'verdict',
    also: [
      'conformance/checks/answer.ts',
      'conformance/checks/check.ts',
      'conformance/program-error.ts',
    ],
  },
  { room: 'reporters', also: [] },
];
for (const { room, also } of rooms) {
  test(`${room} imports its own folder, leaves${also.length > 0 ? ` and ${also.join(', ')}` : ''}`, () => {
    const strange = sources
      .filter((file) => file.startsWith(`conformance/${room}/`))
      .flatMap((file) =>
        importsOf(file)
          .filter(
            (name) =>
              name.startsWith('conformance/') ||
              name.startsWith('scripts/') ||
              name.startsWith('spec/'),
          )
          .filter(
            (name) =>
              !name.startsWith(`conformance/${room}/`) &&
              !leaves.includes(name) &&
              !also.includes(name),
          )
          .map((name) => `${file} imports ${name}`),
      );
    expect(strange).toEqual([]);
  });
}

test('only tests, the bench and the corpus itself import the corpus', () => {
  const outside = sources.filter(
    (file) => !file.startsWith('conformance/corpus/') && !file.startsWith('scripts/bench/'),
  );
  expect(
    outside.filter((file) =>
      importsOf(file).some((name) => name.startsWith('conformance/corpus/')),
    ),
  ).toEqual([]);
});

test('only tests import what is made for tests', () => {
  const madeForTests = /\/testing\.ts$|\/foreign-descriptions\.ts$|\.test\.ts$/;
  expect(
    sources.filter(
      (file) =>
        !file.endsWith('.config.ts') && importsOf(file).some((name) => madeForTests.test(name)),
    ),
  ).toEqual([]);
});
