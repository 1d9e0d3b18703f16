import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as generators from './generators/index.ts';
import * as checks from './checks/index.ts';
import * as bodies from './core/http/bodies/index.ts';
import * as signers from './core/auth/signers/index.ts';
import * as reporters from './report/reporters/index.ts';
import { reportKinds } from './report/reporters/reporter.ts';

type Entry = { readonly id: string; readonly summary: string };

/** Each folder of extensions, and the type of its entries: a file that exports one is an entry. */
const registries: readonly {
  folder: string;
  entries: { readonly [name: string]: Entry };
  type: string;
}[] = [
  { folder: 'generators', entries: generators, type: 'CaseGenerator' },
  { folder: 'checks', entries: checks, type: 'Check' },
  { folder: 'core/http/bodies', entries: bodies, type: 'BodyCodec' },
  { folder: 'core/auth/signers', entries: signers, type: 'Signer' },
  { folder: 'report/reporters', entries: reporters, type: 'Reporter' },
];

test('--help lists each kind of report', () => {
  expect([...reportKinds].sort()).toEqual(Object.keys(reporters).sort());
});

const camelCase = (name: string) =>
  name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

for (const { folder, entries, type } of registries) {
  const path = join(import.meta.dirname, folder);
  const ids = readdirSync(path)
    .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts'))
    .filter((name) =>
      new RegExp(`^export const \\w+: ${type}\\b`, 'm').test(
        readFileSync(join(path, name), 'utf8'),
      ),
    )
    .map((name) => name.replace(/\.ts$/, ''));

  test(`${folder}: every ${type} is in the index, under the name of its file`, () => {
    expect(Object.keys(entries).sort()).toEqual(ids.map(camelCase).sort());
    for (const id of ids) expect(entries[camelCase(id)]?.id).toBe(id);
  });

  for (const { id, summary } of Object.values(entries)) {
    test(`${folder}/${id}: its summary is a sentence`, () => {
      expect(summary).toMatch(/^[A-Z].*[^.]\.$/);
      expect(summary).not.toContain('\n');
    });
  }
}
