import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { stringify } from 'yaml';
import { findApis } from '../../../conformance/core/contract/named-contracts.ts';
import { folderWith } from '../../../conformance/testing.ts';
import { edited, type Edit } from '../../diff/testing.ts';
import { defaultSettings, type Settings } from '../settings.ts';
import { buildSite } from '../site.ts';
import { brokenLinks } from '../testing.ts';

let folder: string;
beforeEach(() => {
  folder = folderWith({});
  vi.stubEnv('INIT_CWD', folder);
});
afterEach(() => vi.unstubAllEnvs());

const git = (...words: readonly string[]) =>
  execFileSync(
    'git',
    [
      ...['user.name=A', 'user.email=a@example.com', 'commit.gpgsign=false'].flatMap((each) => [
        '-c',
        each,
      ]),
      ...words,
    ],
    { cwd: folder, encoding: 'utf8' },
  );

function write(path: string, edit: Edit['edit'] = () => {}): void {
  mkdirSync(join(folder, path, '..'), { recursive: true });
  writeFileSync(join(folder, path), stringify(edited(edit), { aliasDuplicateObjects: false }));
}

function release(name: string): void {
  git('add', '-A');
  vi.stubEnv('GIT_COMMITTER_DATE', '2026-01-02T03:04:05Z');
  git('commit', '--quiet', '--allow-empty', '--message', name);
  git('tag', name);
}

async function build(typed: readonly string[], ...versions: readonly string[]) {
  const settings: Settings = {
    ...defaultSettings,
    versions: versions.map((from) => ({ name: from, from })),
  };
  const apis = await findApis({}, typed, []);
  const files = await buildSite({ apis, settings });
  expect(brokenLinks(files).filter((each) => /changes|twice/.test(each))).toEqual([]);
  return (path: string) => files.get(path)?.toString();
}

const withoutDelete: Edit['edit'] = (shop) => delete shop.paths['/pets/{id}'].delete;
const newer: Edit['edit'] = (shop) => {
  withoutDelete(shop);
  shop.info.version = '2.0.0';
  shop.components.schemas.Pet.properties.chip = { type: 'string' };
};

test('each version is compared with the one before, by the commits of git', async () => {
  git('init', '--quiet');
  write('spec/pets/openapi.yaml');
  release('v1.2.0');
  write('spec/pets/openapi.yaml', withoutDelete);
  release('v1.3.0');
  write('spec/pets/openapi.yaml', newer);
  const at = await build(['spec'], 'v1.3.0', 'v1.2.0');
  const page = at('pets/changes.md')!;
  expect(page.replaceAll(/\n+/g, '\n')).toMatch(
    /^# Changes\n## Version 2\.0\.0\nCompared with v1\.3\.0 of 2026-01-02: 1 safe change\. .*\n- \(safe\) The member `chip` is new.*\n## v1\.3\.0 · 2026-01-02\nCompared with v1\.2\.0 of 2026-01-02: 1 breaking change\. .*\n- \(breaking\) DELETE \/pets\/\{id\} was removed.*\n$/,
  );
  expect(page).toContain('[`getPet`](<operations/getPet.md>)');
  expect(page).toContain('[Pet](<schemas/Pet.md>)');
  // an operation that is gone has no page
  expect(page).toContain('(`deletePet`)');
  const html = at('pets/changes.html')!;
  expect(html).toContain('<h2 id="version-v1.3.0">');
  expect(html).toContain('<span class="badge failure">breaking</span>');
});

test('many safe changes are folded, and those that break clients are not', async () => {
  write('old.yaml');
  write('new.yaml', (shop) => {
    withoutDelete(shop);
    for (const name of ['a', 'b', 'c', 'd', 'e', 'f'])
      shop.components.schemas.Pet.properties[name] = { type: 'string' };
  });
  const at = await build(['new.yaml'], 'old.yaml');
  const page = at('new/changes.html')!;
  expect(page).toMatch(
    /badge failure">breaking<[\s\S]*<details class="fold"><summary>6 safe changes<\/summary>[\s\S]*badge success">safe</,
  );
});

test('without changes, it says so; and of what was not there before, that it is new', async () => {
  git('init', '--quiet');
  release('v0');
  write('spec/pets/openapi.yaml');
  release('v1');
  const at = await build(['spec'], 'v1', 'v0');
  expect(at('pets/changes.md')).toContain(
    'Compared with v1 of 2026-01-02: no change that a client can notice.',
  );
  expect(at('pets/changes.md')).toContain('This API is new: v0 did not have it.');
});

test('of several APIs, a file is a former version of the one of its name', async () => {
  write('spec/pets/openapi.yaml', newer);
  write('spec/shops/openapi.yaml');
  write('former/pets.yaml');
  const at = await build(['spec'], 'former/pets.yaml');
  expect(at('pets/changes.md')).toContain('1 breaking change');
  expect(at('shops/changes.md')).toBeUndefined();
});

test.each([
  ['a ref that is not there', 'v9', 'v9: there is no such file and no such git ref.'],
  ['a file that is not there', 'former/pets.yaml', 'former/pets.yaml'],
  [
    'a file of an API that is not there',
    'spec/dogs.yaml',
    'there are several APIs, none of which has its name "dogs"',
  ],
])('%s is an error', async (_, from, message) => {
  write('spec/pets/openapi.yaml');
  write('spec/shops/openapi.yaml');
  await expect(build(['spec'], from)).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(message) as string,
  });
});

test('without versions and without a changelog, there is no page and no link to one', async () => {
  write('spec/pets/openapi.yaml');
  const at = await build(['spec']);
  expect(at('pets/changes.html')).toBeUndefined();
  expect(at('changes.html')).toBeUndefined();
  expect(at('pets/index.html')).not.toContain('changes.html');
});

test('a changelog beside a description is on its page, and one around them on that of all', async () => {
  write('spec/pets/openapi.yaml');
  write('spec/shops/openapi.yaml');
  writeFileSync(
    join(folder, 'spec/pets/CHANGELOG.md'),
    '# Changelog\n\n## 1.2.0\n\nPets <b>bark</b>.\n',
  );
  writeFileSync(join(folder, 'spec/CHANGELOG.md'), '# Changelog\n\n## 1.0.0\n\nTwo APIs.\n');
  const at = await build(['spec']);
  expect(at('pets/changes.html')).toContain('bark');
  expect(at('shops/changes.html')).toBeUndefined();
  expect(at('changes.html')).toContain('Two APIs.');
  expect(at('changes.html')).toContain('<h1>Changes of all APIs</h1>');
  expect(at('shops/index.html')).toContain('href="../changes.html"');
});

test('a changelog at the root of a repository is that of the program', async () => {
  git('init', '--quiet');
  write('api/openapi.yaml');
  writeFileSync(join(folder, 'CHANGELOG.md'), '# Changelog\n\n## 1.0.0\n\nA program.\n');
  const at = await build(['api']);
  expect(at('changes.html')).toBeUndefined();
});
