import { isDeepStrictEqual } from 'node:util';
import { inWords, valueAt } from '../core/pointer.ts';
import type { Check, Observation } from './check.ts';
import type { Exchange } from './exchange.ts';
import {
  expectationOf,
  mismatchesIn,
  missing,
  observed,
  tellsOf,
  thingShown,
  told,
  type Mismatch,
  type Of,
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
    for (const observation of missing(exchange, expects))
      yield { ...observation, ...(expects.mayMoveOn && doubt) };
    for (const mismatch of mismatchesIn(exchange, expects)) {
      if (expects.mayMoveOn && !mismatch.isOld && mismatch.before !== undefined) continue;
      const { expected, actual } = told(mismatch);
      const { defect, message } = nameOf(mismatch);
      const isSure = !expects.mayMoveOn && isCertain(mismatch, expects.isMergePatch);
      yield {
        ...observed(exchange, expects, { message, expected, defect }),
        actual,
        ...(isSure ? {} : doubt),
      };
    }
    yield* keptOf(exchange, expects);
  },
};

const doubt = { severity: 'warning' as const };

/**
 * Whether no server may show the value. It may write a new value in its own way, and derive others
 * from it; only JSON Merge Patch says that `null` removes and a list replaces.
 * @see https://www.rfc-editor.org/rfc/rfc7396#section-2
 */
function isCertain(
  { isOld, value, before, actual, isOfServer }: Mismatch,
  isMergePatch = false,
): boolean {
  // what was nothing and stays so may be the server's to fill in
  if (isOfServer || (isOld && before === null)) return false;
  if (value === null) return isOld && isMergePatch;
  return isOld || actual === null || (isMergePatch && Array.isArray(value));
}

/** The members that a replacement left out and that have their values still. */
function* keptOf(exchange: Exchange, expects: Of<'changed'>): Iterable<Observation> {
  const thing = thingShown(exchange, expects, expects.identifier);
  for (const { pointer, value } of expects.leftOut ?? [])
    if (isDeepStrictEqual(valueAt(thing, pointer), value))
      yield {
        ...observed(exchange, expects, {
          message: `${inWords(pointer)} has its former value, and the replacement left it out`,
          expected: `no ${inWords(pointer)}, or its default`,
          defect: `left${pointer}`,
        }),
        // some servers take a replacement for a change
        severity: 'warning',
      };
}

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
