import { isDeepStrictEqual } from 'node:util';
import { valueAt } from '../core/pointer.ts';
import type { ShownValue } from '../generators/expectation.ts';
import type { Check } from './check.ts';
import { expectationOf, isSuccess, observed, thingShown } from './state.ts';

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-8.8.1 */
export const entityTagMoves: Check = {
  id: 'entity-tag-moves',
  label: 'tags',
  summary: 'A thing that has changed has another strong entity tag.',
  needs: 'sequence',
  appliesTo: (exchange) =>
    expectationOf(exchange, 'changed')?.formerTag !== undefined && isSuccess(exchange),
  *judge(exchange) {
    const expects = expectationOf(exchange, 'changed')!;
    const { formerTag, values } = expects;
    const thing = thingShown(exchange, expects);
    // what a server moves by itself says nothing of the change
    const shows = ({ pointer, before }: ShownValue): boolean =>
      before !== undefined && !isDeepStrictEqual(valueAt(thing, pointer) ?? null, before);
    if (exchange.reply.headers.get('etag') === formerTag && values.some(shows))
      yield observed(exchange, expects, {
        message: `The thing has changed, but its entity tag is still ${formerTag}`,
        expected: 'another ETag',
        defect: 'same',
      });
  },
};
