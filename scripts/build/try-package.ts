import { execFileSync, spawnSync } from 'node:child_process';
import { globSync, mkdirSync, mkdtempDisposableSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { runCommand } from '../../conformance/core/command-line.ts';
import { print } from '../../conformance/core/print.ts';
import { consumer } from './consumer.ts';
import { root } from './root.ts';
import { tryExamples } from './try-examples.ts';

/** A program of a project that uses the package, how it ends, and what it says. */
type Step = {
  readonly words: readonly string[];
  readonly code?: number;
  readonly says: RegExp;
  /** The node that runs it; by default this one. */
  readonly node?: string;
};

const contracts = join('node_modules', 'openapi-contract-suite', 'dist', 'scripts', 'contracts.js');
const command = (line: string, says: RegExp, code = 0): Step => ({
  words: [contracts, ...line.split(' ')],
  code,
  says,
});
const compiler = createRequire(import.meta.url).resolve('typescript/bin/tsc');

const steps: readonly Step[] = [
  command('--version', /^\d+\.\d+\.\d+/),
  command('mock --help', /contracts mock petstore\.yaml/),
  command('mokc', /did you mean "mock"\?/, 2),
  command('mock', /Name a description: .* there is no such folder here\./, 2),
  command('lint petstore.yaml', /No (?:problem|error)|0 errors|warning/),
  command('check petstore.yaml', /The mock conforms\. 1 operation, /),
  command('check mixin --dry-run', /registerUser/),
  command('types petstore.yaml --out src/petstore.ts', /wrote src\/petstore\.ts/),
  command('generate petstore.yaml', /wrote generated\/petstore\/index\.js/),
  command('generate petstore.yaml --check', /up to date/),
  command('docs petstore.yaml', /wrote generated\/site\/petstore\.html/),
  command('diff petstore.yaml petstore.yaml', /Nothing changed/),
  command('sign mixin GET /me', /There is no session to sign with/, 2),
  command('completion bash', /complete .* contracts/),
  command('init shop --from petstore.yaml', /shop/),
  { words: ['plain.js'], says: /^400 .*petstore\.yaml.* 200 text\/html/ },
  { words: ['common.cjs'], says: /^string/ },
  { words: [compiler, '--typeRoots', join(root, 'node_modules', '@types')], says: /^$/ },
  { words: [join('made', 'strict.js')], says: /^201 true 3\.1\.\d function function function/ },
];

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
  const failed = [...steps, ...oldNodes()].filter((step) => !passes(step, project));
  const tests = join(folder.path, 'tests');
  write(join(tests, 'package.json'), '{ "private": true, "type": "module" }');
  npm(['install', join('..', packed.filename), '--no-audit', '--no-fund'], tests);
  await tryExamples(tests, withoutNpm());
  print(failed.length === 0 ? 'The package works.' : `${failed.length} steps failed.`);
  return failed.length === 0 ? 0 : 1;
}

const megabytes = (bytes: number): string => (bytes / 2 ** 20).toFixed(1);

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

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
  { words, code = 0, says, node = process.execPath }: Step,
  project: string,
): boolean {
  const begun = performance.now();
  const { status, stdout, stderr } = spawnSync(node, words, {
    cwd: project,
    encoding: 'utf8',
    env: withoutNpm(),
  });
  const isRight = status === code && says.test(`${stdout}${stderr}`);
  const time = ((performance.now() - begun) / 1000).toFixed(1);
  print(
    `${isRight ? 'pass' : 'fail'}  ${words.join(' ').replace(contracts, 'contracts')}  (${time} s)`,
  );
  if (!isRight) process.stdout.write(`exit code ${status}\n${stdout}${stderr}\n`);
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
