import type { Check } from './check.ts';

/** A reason without its numbers, which differ between runs. */
const kindOf = (reason: string) => reason.replace(/ within .*| \(.*|:.*/s, '');

/** Whose rule: the run's `--timeout`. A client must not wait forever. */
export const withinTime: Check = {
  id: 'within-time',
  label: 'in time',
  summary: 'A complete answer comes within the time that the run allows.',
  appliesTo: () => true,
  *judge({ case: { operation }, milliseconds, limit }) {
    if (milliseconds <= limit) return;
    yield {
      message: 'The answer took longer than the run allows.',
      expected: `a complete answer within ${limit / 1000} s`,
      actual: `${(milliseconds / 1000).toFixed(1)} s`,
      source: operation.source,
      defect: 'slow',
      reproduction: { maxSeconds: limit / 1000 },
    };
  },
  *judgeSilence({ operation }, { reason, limit }) {
    yield {
      message: `A request got no answer: ${reason}.`,
      expected: 'a complete answer in time',
      actual: reason,
      source: operation.source,
      defect: kindOf(reason),
      reproduction: { maxSeconds: limit / 1000 },
    };
  },
};
