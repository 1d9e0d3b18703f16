import type { Check } from './check.ts';

/** The rule is `--timeout` of the run: a client can't wait forever. */
export const withinTime: Check = {
  id: 'within-time',
  label: 'in time',
  summary: 'A complete response arrives within the time that the run allows.',
  needs: 'duration',
  appliesTo: () => true,
  *judge({ case: { operation }, milliseconds, limit }) {
    if (milliseconds <= limit) return;
    yield {
      message: 'The response took longer than the run allows.',
      expected: `a complete response within ${limit / 1000} s`,
      actual: `${(milliseconds / 1000).toFixed(1)} s`,
      source: operation.source,
      defect: 'slow',
      reproduction: { maxSeconds: limit / 1000 },
    };
  },
  *judgeSilence({ operation }, { cause, reason, limit }) {
    yield {
      message: `A request got no response: ${reason}.`,
      expected: 'a complete response in time',
      actual: reason,
      source: operation.source,
      defect: cause,
      reproduction: { maxSeconds: limit / 1000 },
    };
  },
};
