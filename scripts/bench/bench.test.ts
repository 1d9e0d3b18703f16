import { expect, test } from 'vitest';
import { median, timeOf } from './bench.ts';
import * as benches from './index.ts';

for (const { figures, middle } of [
  { figures: [3, 1, 2], middle: 2 },
  { figures: [1, 1, 100], middle: 1 },
  { figures: [5], middle: 5 },
])
  test(`the median of ${figures.join(', ')} is ${middle}`, () =>
    expect(median(figures)).toBe(middle));

test('one more round warms up', async () => {
  let rounds = 0;
  await timeOf(3, () => {
    rounds += 1;
  });
  expect(rounds).toBe(4);
});

test('every bench has a unique name and a summary', () => {
  const all = Object.values(benches);
  expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
  for (const { summary } of all) expect(summary).toMatch(/^\S.{20}/);
});
