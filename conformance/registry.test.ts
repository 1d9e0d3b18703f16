import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import * as generators from './generators/index.ts';
import * as checks from './checks/index.ts';
import * as bodies from './core/http/bodies/index.ts';
import * as signers from './core/auth/signers/index.ts';
import * as reporters from './report/reporters/index.ts';

type Entry = { readonly id: string; readonly summary: string };

/** Each folder of extensions, with the files in it that are none: what an entry is, and what entries share. */
const registries: readonly {
  folder: string;
  entries: { readonly [name: string]: Entry };
  others: readonly string[];
}[] = [
  {
    folder: 'generators',
    entries: generators,
    others: [
      'case.ts',
      'generator.ts',
      'operation-context.ts',
      'propose.ts',
      'schema-locations.ts',
    ],
  },
  {
    folder: 'checks',
    entries: checks,
    others: ['answer.ts', 'check.ts', 'exchange.ts', 'severity.ts'],
  },
  {
    folder: 'core/http/bodies',
    entries: bodies,
    others: ['body-codec.ts', 'members.ts', 'parts.ts'],
  },
  { folder: 'core/auth/signers', entries: signers, others: ['signer.ts'] },
  {
    folder: 'report/reporters',
    entries: reporters,
    others: ['reporter.ts', 'check-table.ts', 'finding.ts', 'paint.ts', 'sum.ts', 'visible.ts'],
  },
];

const camelCase = (name: string) =>
  name.replaceAll(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());

for (const { folder, entries, others } of registries) {
  const files = readdirSync(join(import.meta.dirname, folder)).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts',
  );

  test(`${folder}: every file is in the index, under its name, or is listed here as something else`, () => {
    const ids = files
      .filter((name) => !others.includes(name))
      .map((name) => name.replace(/\.ts$/, ''));
    expect(Object.keys(entries).sort()).toEqual(ids.map(camelCase).sort());
    for (const id of ids) expect(entries[camelCase(id)]?.id).toBe(id);
  });

  test(`${folder}: what is listed here as something else is there`, () =>
    expect(files).toEqual(expect.arrayContaining([...others])));

  for (const { id, summary } of Object.values(entries)) {
    test(`${folder}/${id}: its summary is a sentence`, () => {
      expect(summary).toMatch(/^[A-Z].*[^.]\.$/);
      expect(summary).not.toContain('\n');
    });
  }
}
