import { isDeepStrictEqual } from 'node:util';
import type { Check } from './check.ts';
import { expectationOf, isNothing, isSuccess, observed, thingShown } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-9.3.5 */
export const deletedGone: Check = {
  id: 'deleted-gone',
  label: 'deletes',
  summary: 'What was deleted can not be read any more as if nothing had happened.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'gone') !== undefined && (isSuccess(exchange) || isNothing(exchange)),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'gone')!;
    if (isNothing(exchange)) return;
    // a server may keep a thing and mark it
    const isMarked =
      expects.before !== undefined &&
      !isDeepStrictEqual(thingShown(exchange, expects), expects.before);
    if (!isMarked)
      yield observed(exchange, expects, {
        message: 'The response shows a thing that was deleted, without any mark',
        expected: '404, or a thing that is marked as deleted',
        defect: 'read',
      });
  },
};
