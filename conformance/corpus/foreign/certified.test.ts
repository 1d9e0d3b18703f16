import { expect, test } from 'vitest';
import { exceptions } from './exceptions.ts';
import { judge } from './judge.ts';
import { judgeStateful } from './judge-stateful.ts';
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

// npm run foreign -- --stateful judges all of them
test.each([
  ['galaxy', 40],
  ['konsumation', 100],
  ['petstore', 60],
  ['petstore-expanded', 15],
  ['train-travel', 20],
])('the mock with state of %s is right', { timeout: 120_000 }, async (name, fewest) => {
  const options = { sample: 20, most: 50, milliseconds: 60_000 };
  const judgement = await judgeStateful(name, pathOf(name), options);
  const { findings, unserved, operations, judged, steps } = judgement;
  expect(judged).toBe(operations);
  expect(findings).toEqual([]);
  // nothing is sent that could harm a real server
  expect(unserved.filter(({ became }) => became === 'refused')).toEqual([]);
  expect(steps).toBeGreaterThanOrEqual(fewest);
});
