import { textOf } from './page.ts';

type Usage = readonly [command: string, does: string];

/** What each npm script of package.json does, in the order of the README. */
const commands: { readonly [script: string]: readonly Usage[] } = {
  contracts: [['npm run contracts -- COMMAND', 'runs any command; without one, lists them all']],
  conformance: [
    [
      'npm run conformance -- [api…] [--target URL]',
      'checks an implementation; without a target, the mock',
    ],
  ],
  sign: [
    [
      'npm run sign -- api METHOD PATH',
      'prints the credential of one signed request; reads its body from the standard input',
    ],
  ],
  mock: [['npm run mock -- [api…] [--port 4010]', 'serves the mock']],
  generate: [
    [
      'npm run generate [-- --check]',
      'writes all generated files, or lists those that are out of date',
    ],
  ],
  build: [['npm run build', 'makes `dist/`, which a package holds; nothing here needs it']],
  prepack: [],
  'test:package': [
    [
      'npm run test:package',
      'installs the packed package in an empty folder and tries every command and import',
    ],
  ],
  format: [['npm run format', 'formats every file']],
  docs: [
    ['npm run docs', 'writes the documentation site to `generated/site/`'],
    ['npm run docs -- --serve', 'serves it with the mock, and reloads what changes'],
  ],
  diff: [
    [
      'npm run diff -- REF',
      'lists what changed since a branch, a tag or a commit, and whether it breaks clients',
    ],
  ],
  lint: [['npm run lint', 'checks the descriptions']],
  test: [['npm test', 'runs format, lint, types, descriptions, drift and tests']],
  'test:browser': [
    [
      'npm run test:browser',
      'tests the site, and pages that call the mock, in a real Chromium (`CHROMIUM`, default `/usr/bin/chromium`), and runs the samples in Python where `/usr/bin/python3` has `requests`; run `npm run docs` first',
    ],
  ],
  bench: [['npm run bench', 'measures speed and memory beside comparable programs']],
  'bench:mockoon': [
    ['npm run bench:mockoon', 'installs Mockoon, so that the bench measures it too'],
  ],
  corpus: [
    [
      'npm run corpus',
      'serves the conforming implementation of the test corpus, or a mutant of it',
    ],
  ],
  mutants: [
    [
      'npm run mutants',
      'lets the runner judge every wrong implementation of the test corpus, and prints the score',
    ],
  ],
  foreign: [
    [
      'npm run foreign',
      'plans descriptions of other authors, which it fetches once, and lets the runner judge the mock of each; `-- mutations` and `-- hostile` try what must neither freeze nor crash it',
    ],
  ],
  soak: [
    [
      'npm run soak',
      'sends random requests to every right implementation of the test corpus: nothing may be found',
    ],
  ],
};

/** The table of npm commands. Throws if a script of package.json has no text, or a text no script. */
export function commandTable(
  scripts = Object.keys((JSON.parse(textOf('package.json')) as { scripts: object }).scripts),
): string {
  const [wrong] = new Set(scripts).symmetricDifference(new Set(Object.keys(commands)));
  if (wrong !== undefined)
    throw new Error(`${import.meta.filename} and package.json differ in the npm script ${wrong}.`);
  const rows = Object.values(commands).flat();
  return [
    '| Command | Does |',
    '|---|---|',
    ...rows.map(([command, does]) => `| \`${command}\` | ${does} |`),
  ].join('\n');
}
