import { expect, test } from 'vitest';
import { scoreOf, candidates } from './score.ts';

/** Every so many candidates one is judged here; `npm run mutants` judges all of them. */
const stride = 23;

const sample = candidates().filter(
  (candidate, index) => candidate.class !== 'by hand' && index % stride === 0,
);

test.each(sample)('$id', async (candidate) => {
  const { outcome, reported } = await scoreOf(candidate);
  expect({ outcome, reported }).toEqual({
    outcome: 'found',
    reported: [...candidate.trips].toSorted(),
  });
});
