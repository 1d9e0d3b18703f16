import { expect, test } from 'vitest';
import { scoreOf, suspects } from './score.ts';

/** Every so many suspects one is judged here; `npm run mutants` judges all of them. */
const stride = 23;

const sample = suspects().filter(
  (suspect, index) => suspect.class !== 'by hand' && index % stride === 0,
);

test.each(sample)('$id', async (suspect) => {
  const { outcome, reported } = await scoreOf(suspect);
  expect({ outcome, reported }).toEqual({
    outcome: 'found',
    reported: [...suspect.trips].toSorted(),
  });
});
