import { expect, test } from 'vitest';
import { exceptions } from './exceptions.ts';
import { judge } from './judge.ts';
import { foreign } from './list.ts';

const pathOf = (name: string): string => foreign.find((one) => one.name === name)!.path;

test('every exception is of a description that there is', () => {
  const names = foreign.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { description } of exceptions) expect(names).toContain(description);
});

test('a description is planned, mocked and judged', { timeout: 120_000 }, async () => {
  const options = { sample: 20, milliseconds: 60_000 };
  const judgement = await judge('uspto', pathOf('uspto'), options);
  expect(judgement).toMatchObject({ operations: 3, planned: 3, unsupported: [], isCut: false });
  expect(judgement.sent).toBeGreaterThan(10);
});
