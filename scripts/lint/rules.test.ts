import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative, resolve } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { root } from '../redocly.ts';
import { judgedByRecommended } from './profiles/testing.ts';
import { mutants, type Mutant } from './testing.ts';
import { findProblems } from './problems.ts';
import type { Problem } from './problems.ts';
import * as rules from './rules/index.ts';

const conforming = join(import.meta.dirname, 'fixtures', 'conforming');
// with a space in the name, because the repository may be at any path
const folder = mkdtempSync(join(tmpdir(), 'lint rules '));
let problems: readonly Problem[];

beforeAll(async () => {
  cpSync(conforming, join(folder, 'conforming'), { recursive: true });
  Object.values(mutants).forEach(write);
  const names = readdirSync(folder);
  problems = await findProblems(
    names.map((name) => ({ file: join(folder, name, 'openapi.yaml'), files: [] })),
    { file: 'redocly.yaml' },
  );
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true }));

test('a conforming description has no problem', () => {
  expect(found('conforming')).toEqual([]);
});

for (const [index, [fault, mutant]] of Object.entries(mutants).entries()) {
  test(`a description that ${fault}`, () => {
    expect(found(String(index))).toEqual(mutant.found);
  });
}

test('every rule is broken by some description', () => {
  const broken = new Set(
    [...Object.values(mutants), ...Object.values(judgedByRecommended)]
      .flatMap(({ found }) => found)
      .map((line) => /contracts\/(\S+)/.exec(line)?.[1]),
  );
  for (const { id } of Object.values(rules)) expect(broken).toContain(id);
});

test('every rule has a file of its name, and a summary and messages that are sentences', () => {
  const files = readdirSync(join(import.meta.dirname, 'rules')).filter(
    (file) => file !== 'index.ts',
  );
  expect(files.sort()).toEqual(
    Object.values(rules)
      .map(({ id }) => `${id}.ts`)
      .sort(),
  );
  for (const { summary } of Object.values(rules)) expect(summary).toMatch(/^[A-Z].*\.$/);
  for (const { rule, message } of problems)
    if (rule.startsWith('contracts/')) expect(message).toMatch(/^[A-Z`].*\.$/s);
});

function write({ file = 'openapi.yaml', from, to }: Mutant, index: number): void {
  cpSync(conforming, join(folder, String(index)), { recursive: true });
  const path = join(folder, String(index), file);
  const text = readFileSync(path, 'utf8');
  expect(text, 'the text to change').toContain(from);
  writeFileSync(
    path,
    text.replace(from, () => to),
  );
}

/** The problems of one description: rule and place, and the file unless it is the entry document. */
function found(name: string): string[] {
  return problems
    .map(({ file, rule, pointer }) => ({
      file: relative(join(folder, name), resolve(root, file)),
      rule,
      pointer,
    }))
    .filter(({ file }) => !file.startsWith('..'))
    .map(
      ({ file, rule, pointer }) =>
        `${file === 'openapi.yaml' ? '' : `${file.replaceAll('\\', '/')} `}${rule} ${pointer}`,
    )
    .sort();
}
