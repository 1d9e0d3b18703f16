import type { Check } from './check.ts';
import { expectationOf, mismatchesIn, missing, observed, tellsOf, told } from './state.ts';

/**
 * A success of a creation means that the thing is there.
 * @see https://www.rfc-editor.org/rfc/rfc9110#section-15.3.2
 */
export const createdShown: Check = {
  id: 'created-shown',
  label: 'creates',
  summary: 'What was made can be read, and has the values that it was given.',
  needs: 'sequence',
  appliesTo: (exchange) => tellsOf(exchange, 'created'),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'created')!;
    yield* missing(exchange, expects);
    for (const mismatch of mismatchesIn(exchange, expects)) {
      const { place, expected, actual } = told(mismatch);
      yield {
        ...observed(exchange, expects, {
          message: `What was made does not have the value that it was given at ${place}`,
          expected,
          defect: `value${mismatch.pointer}`,
        }),
        actual,
        // a server may write a value in its own way
        severity: 'warning',
      };
    }
  },
};
