import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { folderWith } from '../../../conformance/testing.ts';
import { findProblems } from '../problems.ts';
import { judgedByRecommended } from './testing.ts';

const judged = Object.entries(judgedByRecommended);
const fileOf = (index: number) => `${index}.json`;
const found = new Map<string, string[]>();

beforeAll(async () => {
  const folder = folderWith(
    Object.fromEntries(
      judged.map(([, { description }], index) => [fileOf(index), JSON.stringify(description)]),
    ),
  );
  const files = judged.map((_, index) => join(folder, fileOf(index)));
  const problems = await findProblems(
    files.map((file) => ({ file, files: [] })),
    { profile: 'recommended' },
  );
  for (const { file, severity, rule, pointer } of problems) {
    const name = file.split('/').at(-1)!;
    found.set(name, [...(found.get(name) ?? []), `${severity} ${rule} ${pointer}`]);
  }
}, 60_000);

for (const [index, [what, expected]] of judged.entries())
  test(`a description that ${what}`, () => {
    expect(found.get(fileOf(index)) ?? []).toEqual(expected.found);
  });
