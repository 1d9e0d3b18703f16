import { expect, test } from 'vitest';
import { hostileAnswers } from './hostile-answers.ts';
import { kindOf, tryHostile } from './hostile.ts';
import { mutationOf, tryMutation } from './mutations.ts';

test('a mutation is the same each time, and another for each seed', () => {
  expect(mutationOf(5)).toEqual(mutationOf(5));
  expect(mutationOf(5)).not.toEqual(mutationOf(11));
});

// npm run foreign tries a thousand of each
for (const seed of [3, 5, 8, 15])
  test(`mutation ${seed} ends with an exit code, and without a stack trace`, {
    timeout: 120_000,
  }, async () => {
    expect((await tryMutation(seed)).problem).toBeUndefined();
  });

const kinds = Object.keys(hostileAnswers);
const sample = ['closed', 'cut anywhere', 'endless 1xx', 'bad chunks', 'odd body', 'deep JSON'];
for (const kind of sample)
  test(`a server's answer "${kind}" is judged`, { timeout: 120_000 }, async () => {
    const seed = kinds.indexOf(kind);
    expect(kindOf(seed)).toBe(kind);
    expect((await tryHostile(seed)).problem).toBeUndefined();
  });
