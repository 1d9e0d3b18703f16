import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { createInterface } from 'node:readline';
import { beforeAll, expect, test } from 'vitest';
import { parse } from 'yaml';
import { folderWith } from '../../conformance/testing.ts';
import { root } from '../redocly.ts';
import { scripts } from './files/package-json.ts';

const program = join(root, 'scripts/contracts.ts');
const folder = folderWith({ 'notes.txt': 'mine\n' });
const repository = join(folder, 'contracts');
const bin = join(repository, 'node_modules', '.bin');
const { INIT_CWD: _, ...inherited } = process.env;
const env = { ...inherited, PATH: `${bin}${delimiter}${process.env.PATH}`, NO_COLOR: '1' };

type Ended = { readonly code: number; readonly output: string };

function run(file: string, args: readonly string[], cwd = repository): Promise<Ended> {
  return new Promise((resolve) => {
    execFile(file, args, { cwd, env }, (error, stdout, stderr) =>
      resolve({
        code: error === null ? 0 : typeof error.code === 'number' ? error.code : 2,
        output: stdout + stderr,
      }),
    );
  });
}
const init = (...words: string[]) => run(process.execPath, [program, 'init', ...words], folder);
const shell = (line: string) => run('sh', ['-c', line]);

beforeAll(async () => {
  const made = await init('contracts');
  expect(made.output).toMatch(/Next:\n {2}cd contracts\n {2}npm install\n/);
  expect(made.code).toBe(0);
  // in place of the installed package: the sources of this one
  mkdirSync(bin, { recursive: true });
  writeFileSync(
    join(bin, 'contracts'),
    `#!/bin/sh\nexec '${process.execPath}' '${program}' "$@"\n`,
  );
  chmodSync(join(bin, 'contracts'), 0o755);
  await shell(
    'git init -q && git add -A && git -c user.name=a -c user.email=a@b.c commit -qm first',
  );
}, 120_000);

// the others are part of `npm test`, and `generate` is part of `init`
for (const { name, runs } of scripts.filter(({ name }) => ['docs', 'diff'].includes(name)))
  test(`npm run ${name} passes at once`, async () => {
    const { code, output } = await shell(runs);
    expect({ code, output }).toEqual({ code: 0, output: expect.any(String) });
  });

test('npm test passes at once', async () => {
  const { code, output } = await run('npm', ['test']);
  expect({ code, output }).toEqual({
    code: 0,
    output: expect.stringMatching(
      /No problem in spec\/todo\/openapi\.yaml\.[\s\S]*up to date\.[\s\S]*The mock conforms\./,
    ),
  });
});

test('npm run mock serves the API', async () => {
  const { runs } = scripts.find(({ name }) => name === 'mock')!;
  const child = spawn('sh', ['-c', `exec ${runs} --port 0`], { cwd: repository, env });
  const ended = once(child, 'exit');
  let base: string | undefined;
  for await (const line of createInterface(child.stdout)) {
    base = /listens at (\S+)\//.exec(line)?.[1];
    if (base !== undefined) break;
  }
  const answer = await fetch(`${base}/todos`, { headers: { authorization: 'Bearer any' } });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toHaveLength(2);
  child.kill('SIGINT');
  await ended;
});

test('the workflow runs the scripts that there are', () => {
  const text = readFileSync(join(repository, '.github/workflows/contracts.yml'), 'utf8');
  const { jobs } = parse(text) as { jobs: { contracts: { steps: { run?: string }[] } } };
  const lines = jobs.contracts.steps.flatMap(({ run: line }) => line ?? []);
  const named = lines.flatMap((line) => /npm run --silent (\S+)/.exec(line)?.[1] ?? []);
  expect(named).toEqual(['lint', 'generate', 'check']);
  expect(scripts.map(({ name }) => name)).toEqual(expect.arrayContaining(named));
});

test('another API is a folder, and needs no list', async () => {
  const description = readFileSync(join(repository, 'spec/todo/openapi.yaml'), 'utf8');
  mkdirSync(join(repository, 'spec/chores/schemas'), { recursive: true });
  for (const name of ['NewTodo', 'Problem', 'Todo', 'TodoChanges'])
    writeFileSync(
      join(repository, `spec/chores/schemas/${name}.yaml`),
      readFileSync(join(repository, `spec/todo/schemas/${name}.yaml`)),
    );
  writeFileSync(join(repository, 'spec/chores/openapi.yaml'), description);
  expect((await shell('contracts generate spec')).output).toContain('generated/chores/');
  const { code, output } = await shell('contracts check spec');
  expect(output).toContain('chores at http');
  expect(code).toBe(0);
});

test('what is there stays as it is, and is told; --force replaces it', async () => {
  const readme = join(repository, 'README.md');
  writeFileSync(readme, 'mine\n');
  const again = await init('contracts');
  expect(again.output).toContain('kept README.md, which was there');
  expect(readFileSync(readme, 'utf8')).toBe('mine\n');
  const forced = await init('contracts', '--force');
  expect(forced.output).toContain(`replaced contracts/README.md`);
  expect(readFileSync(readme, 'utf8')).toContain('# contracts');
});

test('errors of the own description are warnings from then on, each with its rule', async () => {
  const name = 'own.yaml';
  writeFileSync(
    join(folder, name),
    `openapi: 3.1.0
info: { title: Own, version: '1' }
paths:
  /things:
    get:
      operationId: list
      responses:
        '200':
          description: Things.
          content: { application/json: { schema: { type: string, enum: [a, 1] } } }
`,
  );
  expect((await init('own', '--from', name)).code).toBe(0);
  expect(readFileSync(join(folder, 'own/redocly.yaml'), 'utf8')).toContain(
    '  no-enum-type-mismatch: warn\n',
  );
  expect(readFileSync(join(folder, 'own/spec/own/openapi.yaml'), 'utf8')).toContain('title: Own');
  const linted = await run(process.execPath, [program, 'lint', 'spec'], join(folder, 'own'));
  expect(linted).toEqual({
    code: 0,
    output: expect.stringContaining('1 warning in spec/own/openapi.yaml.'),
  });
});

test.each([
  [['a', 'b'], 'init makes one repository, and 2 folders are named'],
  [['a', '--name', '../b'], 'a name has letters, digits'],
  [['a', '--from', 'none.yaml'], 'none.yaml: there is no such file'],
])('init %j ends with 2', async (words, reason) => {
  const { code, output } = await init(...words);
  expect(output).toContain(reason);
  expect(output).not.toContain('    at ');
  expect(code).toBe(2);
});
