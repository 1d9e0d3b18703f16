import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { parse, stringify } from 'yaml';
import { execute, flags } from './command.ts';
import * as reporters from './reporters/index.ts';
import { edited, type Edit } from './testing.ts';

let folder: string;
let stdout: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'diff-'));
  vi.stubEnv('INIT_CWD', folder);
  stdout = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    stdout += String(text);
    return true;
  });
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

function write(path: string, edit: Edit['edit'] = () => {}): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), stringify(edited(edit), { aliasDuplicateObjects: false }));
}

const git = (...words: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=A', '-c', 'user.email=a@example.com', ...words], {
    cwd: folder,
    encoding: 'utf8',
  });

function commit(message: string): void {
  git('add', '-A');
  git('-c', 'commit.gpgsign=false', 'commit', '--quiet', '--message', message);
}

const withoutDelete: Edit['edit'] = (shop) => delete shop.paths['/pets/{id}'].delete;
const withVersion =
  (version: string, ...edits: readonly Edit['edit'][]): Edit['edit'] =>
  (shop) => {
    shop.info.version = version;
    for (const edit of edits) edit(shop);
  };

test('a breaking change ends with 1, and names its place', async () => {
  write('old.yaml');
  write('new.yaml', withoutDelete);
  expect(await execute(['old.yaml', 'new.yaml'])).toBe(1);
  expect(stdout).toMatch(/breaking +\S+old\.yaml:\d+ {2}operation-removed\n/);
  expect(stdout).toContain('1 breaking change. The version stayed 1.2.0.');
  expect(stdout).toMatch(/\nThis breaks clients\.\n$/);
});

test.each([
  [['--fail-on', 'never'], '1.2.0', 0],
  [['--severity', 'operation-removed=dangerous'], '1.2.0', 0],
  [['--severity', 'operation-removed=off'], '1.2.0', 0],
  [['--severity', 'operation-removed=dangerous', '--fail-on', 'dangerous'], '1.2.0', 1],
  [[], '1.3.0', 1],
  [[], '2.0.0', 0],
  [['--any-version'], '2.0.0', 1],
])('%j with version %s ends with %i', async (flags, version, code) => {
  write('old.yaml');
  write('new.yaml', withVersion(version, withoutDelete));
  expect(await execute(['old.yaml', 'new.yaml', ...flags])).toBe(code);
});

test('what no client can notice is named with --all', async () => {
  write('old.yaml');
  write('new.yaml', (shop) => {
    shop.info.title = 'Another shop';
  });
  expect(await execute(['old.yaml', 'new.yaml'])).toBe(0);
  expect(stdout).toContain('Nothing changed.');
  expect(await execute(['old.yaml', 'new.yaml', '--all'])).toBe(0);
  expect(stdout).toContain('annotation-changed');
});

test('reports go to files, each of its kind', async () => {
  write('old.yaml');
  write('new.yaml', withoutDelete);
  const kinds = ['json', 'markdown', 'github'];
  const flags = kinds.flatMap((kind) => ['--report', `${kind}=out/${kind}`]);
  expect(await execute(['old.yaml', 'new.yaml', ...flags])).toBe(1);
  const [json, markdown, github] = kinds.map((kind) =>
    readFileSync(join(folder, 'out', kind), 'utf8'),
  );
  expect(JSON.parse(json!)).toMatchObject({
    verdict: 'fail',
    comparisons: [{ fails: true, changes: [{ rule: 'operation-removed', severity: 'breaking' }] }],
  });
  expect(markdown).toContain('| deletePet | DELETE /pets/{id} was removed: clients');
  expect(github).toMatch(
    /^::error file=\S+new\.yaml,line=\d+,title=breaking%3A operation-removed::/,
  );
});

test('a file is compared with that of a commit, with the files that it refers to', async () => {
  git('init', '--quiet', '--initial-branch', 'main');
  write('api/openapi.yaml', (shop) => {
    shop.components.schemas.Shop = { $ref: './shop.yaml' };
  });
  writeFileSync(
    join(folder, 'api/shop.yaml'),
    'type: object\nrequired: [title]\nproperties: { title: { type: string } }\n',
  );
  commit('first');
  writeFileSync(
    join(folder, 'api/shop.yaml'),
    'type: object\nproperties: { title: { type: string } }\n',
  );
  for (const words of [
    ['main', 'api/openapi.yaml'],
    ['main', 'api'],
    ['main:api/openapi.yaml', 'api/openapi.yaml'],
  ]) {
    stdout = '';
    expect(await execute(words)).toBe(1);
    expect(stdout).toMatch(/breaking +\S+shop\.yaml:1 {2}required-changed/);
    expect(stdout).toMatch(/^main:api\/openapi\.yaml → /);
  }
  commit('second');
  stdout = '';
  expect(await execute(['HEAD~1', 'HEAD', 'api/openapi.yaml'])).toBe(1);
  expect(stdout).toContain('breaking   HEAD:api/shop.yaml:1  required-changed');
});

test('every description of spec/ is compared; a new one is safe and a removed one is not', async () => {
  git('init', '--quiet', '--initial-branch', 'main');
  write('spec/a/openapi.yaml');
  write('spec/b/openapi.yaml');
  commit('first');
  rmSync(join(folder, 'spec/b'), { recursive: true });
  write('spec/c/openapi.yaml');
  expect(await execute(['main'])).toBe(1);
  expect(stdout).toMatch(/main:spec\/a\/openapi\.yaml → \S+spec\/a\/openapi\.yaml\n {2}no changes/);
  expect(stdout).toMatch(
    /main:spec\/b\/openapi\.yaml → nothing:spec\/b\/openapi\.yaml\n {2}breaking/,
  );
  expect(stdout).toMatch(/nothing:spec\/c\/openapi\.yaml → \S+spec\/c\/openapi\.yaml\n {2}safe/);
});

test('two folders are compared by the names of their APIs', async () => {
  write('one/pets/openapi.yaml');
  write('two/pets/openapi.yaml', withoutDelete);
  expect(await execute(['one', 'two'])).toBe(1);
  expect(stdout).toContain('operation-removed');
  await expect(execute(['one', 'two/pets/openapi.yaml'])).rejects.toThrow(/another folder only/);
});

test('a URL is fetched', async () => {
  const text = JSON.stringify(edited(() => {}));
  const server = createServer((_, response) => response.end(text)).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    write('new.yaml', withoutDelete);
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/openapi.json`;
    expect(await execute([url, 'new.yaml'])).toBe(1);
    expect(stdout).toContain(`breaking   ${url}:1`);
  } finally {
    await new Promise((resolve) => server.close(resolve));
  }
});

test.each([
  [[], /Two descriptions are needed/],
  [['a.yaml'], /a\.yaml: there is no such file|Two descriptions are needed/],
  [['a.yaml', 'b.yaml'], /a\.yaml: there is no such file/],
  [['nowhere', 'b.yaml'], /nowhere: there is no such file and no such git ref/],
  [['main', 'other', 'third'], /one or two git refs/],
  [['main', 'none.yaml'], /none\.yaml: neither side has this file/],
  [['main:none.yaml', 'swagger.yaml'], /main has no such file/],
  [['main', 'http://127.0.0.1:1/openapi.json'], /Beside a git ref stand files/],
  [['swagger.yaml', 'swagger.yaml'], /this is a Swagger 2\.0 description/],
  [['a.yaml', 'b.yaml', '--fail-on', 'all'], /--fail-on is one of/],
  [['a.yaml', 'b.yaml', '--severity', 'enum-changd=safe'], /did you mean "enum-changed"/],
  [['a.yaml', 'b.yaml', '--severity', 'enum-changed=bad'], /breaking\|dangerous\|safe\|off/],
  [['a.yaml', 'b.yaml', '--report', 'pdf=x'], /There is no report of the kind "pdf"/],
])('%j is a mistake', async (words, message) => {
  git('init', '--quiet', '--initial-branch', 'main');
  writeFileSync(join(folder, 'swagger.yaml'), 'swagger: "2.0"\n');
  commit('first');
  for (const name of ['other', 'third']) git('branch', name);
  await expect(execute(words)).rejects.toThrow(message);
  await expect(execute(words)).rejects.toMatchObject({ name: 'UserError' });
});

test('the workflow names flags and reports that there are', () => {
  const path = join(import.meta.dirname, '..', '..', '.github', 'workflows', 'diff.yml');
  const { jobs } = parse(readFileSync(path, 'utf8'));
  const command: string = jobs.diff.steps.at(-1).run;
  const [, words = ''] = /^npm run --silent diff -- (.*)$/m.exec(command) ?? [];
  expect([...words.matchAll(/--([a-z-]+)/g)].map(([, flag]) => flag)).toEqual(['report', 'report']);
  for (const [, kind] of words.matchAll(/--report "?(\w+)=/g))
    expect(Object.keys(reporters)).toContain(kind);
  expect(Object.keys(flags)).toContain('report');
});
