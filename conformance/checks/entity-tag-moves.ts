import { isDeepStrictEqual } from 'node:util';
import type { Check } from './check.ts';
import { expectationOf, isSuccess, observed, thingShown } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1 */
export const entityTagMoves: Check = {
  id: 'entity-tag-moves',
  label: 'tags',
  summary: 'A thing that has changed has another strong entity tag.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'changed')?.formerly !== undefined && isSuccess(exchange),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'changed')!;
    const { entityTag, thing } = expects.formerly!;
    const isSame = exchange.reply.headers.get('etag') === entityTag;
    if (isSame && !isDeepStrictEqual(thingShown(exchange, expects), thing))
      yield observed(exchange, expects, {
        message: `The thing has changed, and its entity tag is ${entityTag} still`,
        expected: 'another ETag',
        defect: 'same',
      });
  },
};
