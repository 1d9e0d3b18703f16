import { globSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { isObject } from './core/pointer.ts';
import * as generators from './generators/index.ts';
import * as checks from './checks/index.ts';
import * as bodies from './core/http/bodies/index.ts';
import * as writers from './core/http/bodies/writers.ts';
import * as signers from './core/auth/signers/index.ts';
import * as reporters from './report/reporters/index.ts';
import * as diffReporters from '../scripts/diff/reporters/index.ts';
import * as diffRules from '../scripts/diff/rules/index.ts';

type Entry = { readonly id: string; readonly summary: string };

/** Each folder of extensions. A file that exports an object with an id and a summary is an entry. */
const registries: { readonly [folder: string]: { readonly [name: string]: Entry } } = {
  generators,
  checks,
  'core/http/bodies': { ...bodies, ...writers },
  'core/auth/signers': signers,
  'report/reporters': reporters,
  '../scripts/diff/rules': diffRules,
  '../scripts/diff/reporters': diffReporters,
};

const isEntry = (value: unknown): value is Entry =>
  isObject(value) && typeof value.id === 'string' && typeof value.summary === 'string';

const camelCase = (name: string) =>
  name.replaceAll(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

for (const [folder, entries] of Object.entries(registries)) {
  test(`${folder}: every entry is in the index, under the name of its file`, async () => {
    const files = globSync(join(import.meta.dirname, folder, '*.ts')).filter(
      (file) => !/(?:\.test|\/index|\/writers|\/testing)\.ts$/.test(file),
    );
    const found = await Promise.all(
      files.map(async (file) => {
        const exported = (await import(file)) as object;
        return Object.entries(exported)
          .filter(([, value]) => isEntry(value))
          .map(([name]) => [name, basename(file, '.ts')] as const);
      }),
    );
    expect(Object.fromEntries(found.flat())).toEqual(
      Object.fromEntries(Object.entries(entries).map(([name, { id }]) => [name, id])),
    );
    for (const [name, { id }] of Object.entries(entries)) expect(name).toBe(camelCase(id));
  });

  for (const { id, summary } of Object.values(entries)) {
    test(`${folder}/${id}: its summary is a sentence`, () => {
      expect(summary).toMatch(/^[A-Z].*[^.]\.$/);
      expect(summary).not.toContain('\n');
    });
  }
}
