import { isDeepStrictEqual } from 'node:util';
import type { Memory } from '../core/contract/model.ts';
import { meaningOf } from '../core/contract/responses.ts';
import type { Json } from '../core/json.ts';
import { inWords } from '../core/pointer.ts';
import type { Recollection } from '../generators/case.ts';
import type { Check } from './check.ts';
import { entriesOf, under } from './echo-true.ts';
import type { Exchange } from './exchange.ts';
import { isAtOrAbove, mismatchesIn, valuesAt } from './places.ts';
import { jsonOf, mediaTypeOf, shown, violationsIn } from './response.ts';

/** The rule is `x-memory`, which says what a server keeps, and where later responses show it. */
export const memoryKept: Check = {
  id: 'memory-kept',
  label: 'memory',
  summary:
    'A response shows what an earlier request gave to be kept, and nothing of one that was refused or about another thing.',
  appliesTo: (exchange) => recalled(exchange).length > 0,
  *judge(exchange) {
    const { operation } = exchange.case;
    const mediaType = mediaTypeOf(exchange)!;
    const body = jsonOf(exchange)?.value;
    const source = under(mediaType, 'x-memory');
    const wrong = recalled(exchange).filter((one) => isWrong(one, body, exchange));
    // a value that must not be there explains why the other is not
    const taken = wrong.filter(({ kind }) => kind !== 'kept');
    for (const { place, kind, value, by } of taken.length > 0 ? taken : wrong) {
      const told = `${shown(JSON.stringify(value), 80)}, which request ${by} gave`;
      const actual = valuesOf(place, body, exchange)[0];
      yield {
        message:
          kind === 'kept'
            ? `The response does not show what was kept: ${inWords(place)} must be ${told}.`
            : `The response shows what it must not: ${inWords(place)} is ${told}, and that request was ${kind === 'refused' ? 'refused' : `about another ${mediaType.memory!.of}`}.`,
        expected:
          kind === 'kept' ? shown(JSON.stringify(value)) : `not ${shown(JSON.stringify(value))}`,
        actual: actual === undefined ? 'nothing is there' : shown(JSON.stringify(actual)),
        source,
        strength: operation.strengthOf(source),
        defect: kind === 'kept' ? place : `${place} ${kind}`,
      };
    }
  },
};

type Recalled = Recollection & { readonly place: string };

/** What a successful response must show of earlier requests or must not, with the place of each. */
function recalled(exchange: Exchange): Recalled[] {
  const { operation, recalls = [] } = exchange.case;
  if (recalls.length === 0 || meaningOf(operation, exchange.reply.status) !== 'success') return [];
  const places: Memory['recalls'] = mediaTypeOf(exchange)?.memory?.recalls ?? new Map();
  return [...places].flatMap(([place, name]) =>
    recalls.filter((one) => one.name === name).map((one) => ({ ...one, place })),
  );
}

function isWrong({ place, kind, value }: Recalled, body: Json | undefined, exchange: Exchange) {
  // body-matches-schema reports a place that violates the schema
  if (
    body === undefined ||
    violationsIn(exchange).some(({ pointer }) => isAtOrAbove(pointer, place))
  )
    return false;
  // a response about something else; echo-true reports it
  if (mismatchesIn(body, entriesOf(exchange)).length > 0) return false;
  const isShown = valuesOf(place, body, exchange).some((each) => isDeepStrictEqual(each, value));
  return (kind === 'kept') !== isShown;
}

/** The values at a place, in the element of an array that repeats the key of the request. */
const valuesOf = (place: string, body: Json | undefined, exchange: Exchange): readonly unknown[] =>
  body === undefined ? [] : valuesAt(body, place, entriesOf(exchange));
