import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempDisposableSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../../conformance/core/command-line.ts';
import { print } from '../../conformance/core/print.ts';
import { consumer } from './consumer.ts';
import { root } from './root.ts';
import { tryExamples } from './try-examples.ts';
import { tryServing } from './try-serving.ts';

/** A program of a project that uses the package, how it ends, and what it says. */
type Step = {
  readonly words: readonly string[];
  readonly code?: number;
  readonly says: RegExp;
  /** What stands in files that it makes, by their path in the project. */
  readonly makes?: { readonly [file: string]: RegExp };
  /** The node that runs it; by default this one. */
  readonly node?: string;
};

const contracts = join('node_modules', 'openapi-contract-suite', 'dist', 'scripts', 'contracts.js');
const command = (line: string, says: RegExp, code = 0): Step => ({
  words: [contracts, ...line.split(' ')],
  code,
  says,
});
const making = (line: string, says: RegExp, makes: Step['makes'] = {}): Step => ({
  ...command(line, says),
  makes,
});
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const steps: readonly Step[] = [
  command('--version', /^\d+\.\d+\.\d+/),
  command('mock --help', /contracts mock petstore\.yaml/),
  command('mokc', /did you mean "mock"\?/, 2),
  command('mock', /Name a description: .* there is no such folder here\./, 2),
  command('lint petstore.yaml', /No (?:problem|error)|0 errors|warning/),
  command('check petstore.yaml --report json=report.json', /The mock conforms\. 1 operation, /),
  command('check mixin --dry-run', /registerUser/),
  command('types petstore.yaml --out src/petstore.ts', /wrote src\/petstore\.ts/),
  command('generate petstore.yaml', /wrote generated\/petstore\/index\.js/),
  command('generate petstore.yaml --check', /up to date/),
  making('docs petstore.yaml', /wrote generated\/site: \d+ pages, /, {
    'generated/site/petstore/operations/createPet.html': /Create a pet/,
    'generated/site/petstore/petstore.json': /"createPet"/,
    // with the licence of the library in it
    'generated/site/assets/search.js': /minisearch \d[\s\S]*Luca Ongaro/,
    'generated/site/assets/console/console.js': /export ?\{/,
  }),
  making('docs petstore.yaml --language de --out german', /wrote german: /, {
    'german/index.html': /<html lang="de">[\s\S]*Suche/,
  }),
  making('docs petstore.yaml --report report.json --out judged', /wrote judged: /, {
    'judged/petstore/operations/createPet.html': /\d+ cases passed, 0 failed/,
  }),
  command('diff petstore.yaml petstore.yaml', /Nothing changed/),
  command('sign mixin GET /me', /There is no session to sign with/, 2),
  command('completion bash', /complete .* contracts/),
  command('init shop --from petstore.yaml', /shop/),
  { words: ['plain.js'], says: /^400 .*petstore\.yaml.* 200 text\/html/ },
  { words: ['common.cjs'], says: /^string/ },
  { words: [compiler, '--typeRoots', join(root, 'node_modules', '@types')], says: /^$/ },
  { words: [join('made', 'strict.js')], says: /^201 true 3\.1\.\d function function function/ },
];

/** What serves a site until Ctrl-C. */
const served = 'docs petstore.yaml --serve --port 0';

/** Installs the packed package in an empty folder, as a user does, and tries what it is for. */
async function tryPackage(): Promise<number> {
  using folder = mkdtempDisposableSync(join(tmpdir(), 'package-'));
  const npm = (words: readonly string[], cwd: string) =>
    execFileSync('npm', words, { cwd, encoding: 'utf8', env: withoutNpm() });
  const [packed] = JSON.parse(
    npm(['pack', '--json', `--pack-destination=${folder.path}`], root).replace(/^[^[]*/, ''),
  ) as [{ filename: string; size: number; entryCount: number }];
  const project = join(folder.path, 'project');
  for (const [name, text] of Object.entries(consumer)) write(join(project, name), text);
  const fetcher = 'openapi-fetch@0.17.0';
  npm(['install', join('..', packed.filename), '--no-audit', '--no-fund'], project);
  print(`${packed.filename}: ${megabytes(packed.size)} MB, ${packed.entryCount} files`);
  print(`installed: ${installed(project)}`);
  npm(['install', fetcher, '--no-audit', '--no-fund'], project);
  const failed = [...steps, ...oldNodes()].filter((step) => !passes(step, project)).length;
  const unserved = await tryServing([contracts, ...served.split(' ')], project);
  print(`${unserved.length === 0 ? 'pass' : 'fail'}  contracts ${served}`);
  for (const line of unserved) print(line);
  const tests = join(folder.path, 'tests');
  write(join(tests, 'package.json'), '{ "private": true, "type": "module" }');
  npm(['install', join('..', packed.filename), '--no-audit', '--no-fund'], tests);
  await tryExamples(tests, withoutNpm());
  const all = failed + unserved.length;
  print(all === 0 ? 'The package works.' : `${all} steps failed.`);
  return all === 0 ? 0 : 1;
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

/** The text of a file; none where it is not there. */
const read = (file: string): string => (existsSync(file) ? readFileSync(file, 'utf8') : '');

/** How many packages a project has, and how large they are. */
function installed(project: string): string {
  const packages = globSync('node_modules/{*,@*/*}/package.json', { cwd: project });
  const [size] = execFileSync('du', ['-sk', '--apparent-size', 'node_modules'], {
    cwd: project,
    encoding: 'utf8',
  }).split('\t');
  return `${packages.length} packages, ${megabytes(Number(size) * 1024)} MB`;
}

/** The environment without what npm tells the programs that it starts. */
const withoutNpm = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !/^npm_|^INIT_CWD$/i.test(name)),
  );

function passes(
  { words, code = 0, says, makes = {}, node = process.execPath }: Step,
  project: string,
): boolean {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(node, words, {
    cwd: project,
    encoding: 'utf8',
    env: withoutNpm(),
  });
  const wrong = Object.entries(makes).filter(
    ([file, text]) => !text.test(read(join(project, file))),
  );
  const isRight = status === code && says.test(`${stdout}${stderr}`) && wrong.length === 0;
  const time = ((performance.now() - begun) / 1000).toFixed(1);
  print(
    `${isRight ? 'pass' : 'fail'}  ${words.join(' ').replace(contracts, 'contracts')}  (${time} s)`,
  );
  if (!isRight) process.stdout.write(`exit code ${status}\n${stdout}${stderr}\n`);
  for (const [file, text] of wrong) print(`${file} has no ${text.source}`);
  return isRight;
}

/** An old Node is told so in one line. Only where this machine has one. */
const oldNodes = (): Step[] =>
  globSync(['/usr/bin/node', '/usr/local/bin/node', '/usr/bin/nodejs']).flatMap((node) => {
    const version = spawnSync(node, ['--version'], { encoding: 'utf8' }).stdout;
    const isOld = Number(/^v(\d+)/.exec(version)?.[1]) < 24;
    const says = /^error: This needs Node \S+ or newer, and this is v\S+ \(.*\)\.\n$/;
    return isOld ? [{ node, words: [contracts, '--help'], code: 2, says }] : [];
  });

await runCommand(tryPackage);
