import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../core/json.ts';
import { inWords, pointerOf, tokensOf, placesOf, valueAt } from '../core/pointer.ts';
import { echoedHeader, evaluate } from '../core/http/runtime-expression.ts';
import type { Check } from './check.ts';
import { jsonOf, mediaTypeOf, shown } from './answer.ts';

type Entry = { readonly place: string; readonly expression: string; readonly sent: Json };

/** Whose rule: `x-echo`, which says what an answer repeats of its request. */
export const echoTrue: Check = {
  id: 'echo-true',
  label: 'echo',
  summary: 'What the contract says an answer repeats of its request, it repeats.',
  // of a request that breaks the contract nobody can say what was understood
  appliesTo: (exchange) =>
    exchange.case.intent === 'valid' && (mediaTypeOf(exchange)?.echo.size ?? 0) > 0,
  *judge(exchange) {
    const { sent: request, reply } = exchange;
    const mediaType = mediaTypeOf(exchange);
    if (!mediaType) return;
    const body = jsonOf(exchange)?.value;
    const faults =
      body === undefined
        ? []
        : (mediaType.schema?.validate(body) ?? []).map(({ pointer }) => pointer);
    const entries = [...mediaType.echo].flatMap(([place, expression]): Entry[] => {
      const sent = evaluate(expression, request);
      // a place that the schema already finds fault with is body-matches-schema's to report
      const isFaulty = faults.some((pointer) => isAtOrAbove(pointer, place));
      return sent === undefined || isFaulty ? [] : [{ place, expression, sent }];
    });
    for (const { place, expression, sent, seen } of untrue(entries, body, (name) =>
      reply.headers.get(name.toLowerCase()),
    )) {
      yield {
        message: `The answer does not repeat what was sent: ${named(place)} must be ${shown(JSON.stringify(sent), 80)}, the value of ${expression}.`,
        expected: shown(JSON.stringify(sent)),
        actual: seen === undefined ? 'nothing is there' : shown(JSON.stringify(seen)),
        source: { file: mediaType.source.file, pointer: `${mediaType.source.pointer}/x-echo` },
        defect: place,
        reproduction: {
          repeats: { expression, ...(seen === undefined ? {} : { value: seen as Json }) },
        },
      };
    }
  },
};

function* untrue(
  entries: readonly Entry[],
  body: Json | undefined,
  header: (name: string) => string | undefined,
): Iterable<Entry & { seen: unknown }> {
  const inBody = entries.filter(({ place }) => echoedHeader(place) === undefined);
  for (const entry of entries) {
    const name = echoedHeader(entry.place);
    if (name !== undefined && header(name) !== String(entry.sent))
      yield { ...entry, seen: header(name) };
  }
  if (body !== undefined) yield* untrueInBody(inBody, body);
}

function* untrueInBody(inBody: readonly Entry[], body: Json): Iterable<Entry & { seen: unknown }> {
  // entries with the same array before `*` speak of the same element
  for (const [array, group] of Map.groupBy(inBody, ({ place }) => arrayOf(place) ?? place)) {
    if (arrayOf(group[0]?.place ?? '') === undefined) {
      for (const entry of group) {
        const seen = valueAt(body, entry.place);
        if (!same(seen, entry.sent)) yield { ...entry, seen };
      }
      continue;
    }
    yield* untrueInArray(array, group, body);
  }
}

/**
 * The untrue entries of the array element that comes nearest: it is the one that is meant. Without
 * any, all are untrue.
 */
function* untrueInArray(
  array: string,
  group: readonly Entry[],
  body: Json,
): Iterable<Entry & { seen: unknown }> {
  const wrongIn = placesOf(body, `${array}/*`).map((element) =>
    group.flatMap((entry) => {
      const places = placesOf(body, `${element}${entry.place.slice(`${array}/*`.length)}`);
      const seen = places.map((at) => valueAt(body, at));
      return seen.some((value) => same(value, entry.sent)) ? [] : [{ ...entry, seen: seen[0] }];
    }),
  );
  const nearest = wrongIn.toSorted((one, other) => one.length - other.length)[0];
  yield* nearest ?? group.map((entry) => ({ ...entry, seen: undefined }));
}

/** Whether a pointer names a place or something that holds it; `*` is any element. */
function isAtOrAbove(pointer: string, place: string): boolean {
  const tokens = tokensOf(place);
  return tokensOf(pointer).every(
    (token, index) => tokens[index] === token || (tokens[index] === '*' && /^\d+$/.test(token)),
  );
}

/** The pointer of the array that a place with `*` looks into. */
function arrayOf(place: string): string | undefined {
  const tokens = tokensOf(place);
  const star = tokens.indexOf('*');
  return star < 0 ? undefined : pointerOf(tokens.slice(0, star));
}

const same = (one: unknown, other: unknown) => isDeepStrictEqual(one, other);
const named = (place: string) =>
  echoedHeader(place) ? `the header field \`${echoedHeader(place)}\`` : inWords(place);
