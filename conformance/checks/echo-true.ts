import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../core/json.ts';
import { inWords, pointerOf, tokensOf, placesOf, valueAt } from '../core/pointer.ts';
import { echoedHeader, evaluate } from '../core/http/runtime-expression.ts';
import type { Check } from './check.ts';
import { jsonOf, mediaTypeOf, shown } from './response.ts';

/** One entry of `x-echo`: a place of the response, and the value of the request that it repeats. */
type Entry = { readonly place: string; readonly expression: string; readonly sent: Json };
type Mismatch = Entry & { readonly actual: unknown };

/** The rule is `x-echo`, which says what a response repeats of its request. */
export const echoTrue: Check = {
  id: 'echo-true',
  label: 'echo',
  summary: 'The response repeats the values of the request that the contract says it repeats.',
  // an implementation may understand an invalid request in any way
  appliesTo: (exchange) =>
    exchange.case.intent === 'valid' && (mediaTypeOf(exchange)?.echo.size ?? 0) > 0,
  *judge(exchange) {
    const { schema, echo, source } = mediaTypeOf(exchange)!;
    const body = jsonOf(exchange)?.value;
    const violations = body === undefined ? [] : (schema?.validate(body) ?? []);
    const entries = [...echo].flatMap(([place, expression]): Entry[] => {
      const sent = evaluate(expression, exchange.sent);
      // body-matches-schema reports a place that violates the schema
      const isInvalid = violations.some(({ pointer }) => isAtOrAbove(pointer, place));
      return sent === undefined || isInvalid ? [] : [{ place, expression, sent }];
    });
    const inBody = entries.filter(({ place }) => echoedHeader(place) === undefined);
    const mismatches = [
      ...entries.flatMap((entry): Mismatch[] => {
        const name = echoedHeader(entry.place);
        const actual = name && exchange.reply.headers.get(name.toLowerCase());
        return name === undefined || actual === String(entry.sent) ? [] : [{ ...entry, actual }];
      }),
      ...(body === undefined ? [] : mismatchesIn(body, inBody)),
    ];
    for (const { place, expression, sent, actual } of mismatches) {
      const name = echoedHeader(place);
      const shownPlace = name ? `the header field \`${name}\`` : inWords(place);
      yield {
        message: `The response does not repeat what was sent: ${shownPlace} must be ${shown(JSON.stringify(sent), 80)}, the value of ${expression}.`,
        expected: shown(JSON.stringify(sent)),
        actual: actual === undefined ? 'nothing is there' : shown(JSON.stringify(actual)),
        source: { file: source.file, pointer: `${source.pointer}/x-echo` },
        strength: exchange.case.operation.strengthOf(source),
        defect: place,
        reproduction: {
          repeats: { expression, ...(actual === undefined ? {} : { value: actual as Json }) },
        },
      };
    }
  },
};

/** Entries with the same array before `*` describe the same element of it. */
function mismatchesIn(body: Json, entries: readonly Entry[]): Mismatch[] {
  const groups = Map.groupBy(entries, ({ place }) => arrayOf(place));
  return [...groups].flatMap(([array, group]) =>
    array === undefined
      ? group.flatMap((entry): Mismatch[] => {
          const actual = valueAt(body, entry.place);
          return isDeepStrictEqual(actual, entry.sent) ? [] : [{ ...entry, actual }];
        })
      : mismatchesInArray(array, group, body),
  );
}

/** The mismatches of the element that matches best; of an empty array, all entries. */
function mismatchesInArray(array: string, group: readonly Entry[], body: Json): Mismatch[] {
  const byElement = placesOf(body, `${array}/*`).map((element) =>
    group.flatMap((entry): Mismatch[] => {
      const values = placesOf(body, `${element}${entry.place.slice(`${array}/*`.length)}`).map(
        (at) => valueAt(body, at),
      );
      return values.some((value) => isDeepStrictEqual(value, entry.sent))
        ? []
        : [{ ...entry, actual: values[0] }];
    }),
  );
  const [best] = byElement.toSorted((one, other) => one.length - other.length);
  return best ?? group.map((entry) => ({ ...entry, actual: undefined }));
}

/** Whether a pointer names a place or something that holds it; `*` is any element. */
function isAtOrAbove(pointer: string, place: string): boolean {
  const tokens = tokensOf(place);
  return tokensOf(pointer).every(
    (token, index) => tokens[index] === token || (tokens[index] === '*' && /^\d+$/.test(token)),
  );
}

/** The pointer of the array before the first `*` of a place. */
function arrayOf(place: string): string | undefined {
  const tokens = tokensOf(place);
  const star = tokens.indexOf('*');
  return star < 0 ? undefined : pointerOf(tokens.slice(0, star));
}
