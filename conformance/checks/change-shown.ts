import type { Check } from './check.ts';
import {
  expectationOf,
  mismatchesIn,
  missing,
  observed,
  tellsOf,
  told,
  type Mismatch,
} from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.4 */
export const changeShown: Check = {
  id: 'change-shown',
  label: 'changes',
  summary: 'A change that was accepted shows in what is read next, and changes nothing else.',
  needs: 'sequence',
  appliesTo: (exchange) => tellsOf(exchange, 'changed'),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'changed')!;
    yield* missing(exchange, expects);
    for (const mismatch of mismatchesIn(exchange, expects)) {
      const { expected, actual } = told(mismatch);
      const { defect, message } = nameOf(mismatch);
      // a server may write a new value in its own way, and derive others from it
      const isSure = mismatch.isOld || mismatch.actual === null;
      yield {
        ...observed(exchange, expects, { message, expected, defect }),
        actual,
        ...(isSure ? {} : { severity: 'warning' as const }),
      };
    }
  },
};

function nameOf(mismatch: Mismatch): { readonly defect: string; readonly message: string } {
  const { pointer, isOld, before } = mismatch;
  const { place } = told(mismatch);
  if (isOld)
    return {
      defect: `lost${pointer}`,
      message: `The change is lost: ${place} has its former value`,
    };
  return before === undefined
    ? { defect: `kept${pointer}`, message: `${place} has changed, and no request changed it` }
    : {
        defect: `other${pointer}`,
        message: `${place} has neither its former value nor the new one`,
      };
}
