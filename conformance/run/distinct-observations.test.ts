import { expect, it } from 'vitest';
import type { Observation } from '../checks/check.ts';
import { distinctObservations } from './distinct-observations.ts';

const observation = (defect: string, more: Partial<Observation> = {}): Observation => ({
  message: `It is ${defect}.`,
  expected: 'right',
  actual: 'wrong',
  source: { file: 'a.yaml', pointer: '' },
  defect,
  ...more,
});

it('reports a defect once, with its count', () => {
  const { add, all } = distinctObservations('test');
  for (const defect of ['a', 'b', 'a', 'a']) add(observation(defect));
  add(observation('b', { variation: 'other' }));
  expect(all().map(({ defect, variation, times }) => [defect, variation, times])).toEqual([
    ['a', undefined, 3],
    ['b', undefined, undefined],
    ['b', 'other', undefined],
  ]);
});

it('reports the first defects of very many, and the number of the others', () => {
  const { add, all } = distinctObservations('test');
  for (let index = 0; index < 20_000; index += 1) add(observation(`d${index % 5000}`));
  const found = all();
  expect(found).toHaveLength(101);
  expect(found.at(-1)).toMatchObject({ defect: 'others' });
  expect(found.at(-1)!.message).toMatch(
    /has 4900 further defects of test, besides 100 that are shown\. One of them: It is d100\.$/,
  );
});
