import type { Check } from './check.ts';
import { expectationOf, mismatchesIn, missing, observed, tellsOf, told } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc5789#section-2 for PATCH, which is atomic */
export const refusalChangesNothing: Check = {
  id: 'refusal-changes-nothing',
  label: 'keeps',
  summary: 'A request that was refused, or that was about another thing, changes nothing.',
  needs: 'sequence',
  appliesTo: (exchange) => tellsOf(exchange, 'unchanged'),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'unchanged')!;
    const doubt = expects.mayReachFurther ? { severity: 'warning' as const } : {};
    for (const observation of missing(exchange, expects)) yield { ...observation, ...doubt };
    for (const mismatch of mismatchesIn(exchange, expects)) {
      const { place, expected, actual } = told(mismatch);
      yield {
        ...observed(exchange, expects, {
          message: expects.mayReachFurther
            ? `${place} has changed, and the command was for another thing`
            : `${place} has changed, although no request that was accepted changed it`,
          expected,
          defect: `changed${mismatch.pointer}`,
        }),
        actual,
        ...(mismatch.isOfServer ? { severity: 'warning' as const } : doubt),
      };
    }
  },
};
