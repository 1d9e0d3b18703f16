import { expect, test } from 'vitest';
import { scoreOf, candidates } from './score.ts';

/** Takes every n-th generated candidate; `npm run mutants` takes all. */
const stride = 23;

const sample = candidates().filter(
  (candidate, index) => !['by hand', 'state'].includes(candidate.class) && index % stride === 0,
);

test.each(sample)('$id', async (candidate) => {
  const { outcome, reported } = await scoreOf(candidate);
  const mayTrip = new Set(candidate.mayTrip);
  expect({ outcome, reported: reported.filter((check) => !mayTrip.has(check)) }).toEqual({
    outcome: 'detected',
    reported: candidate.trips.filter((check) => !mayTrip.has(check)).toSorted(),
  });
});
