import { isDeepStrictEqual } from 'node:util';
import type { Contract, MediaType, Operation } from '../../../conformance/core/contract/model.ts';
import { exampleViolation } from '../../../conformance/core/http/documented-example.ts';
import { evaluate, type Readable } from '../../../conformance/core/http/runtime-expression.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { placesOf, valueAt } from '../../../conformance/core/pointer.ts';
import type { Kept, Remembered } from '../state/memory.ts';
import { given } from './keep.ts';
import { pointerIn, toldIn, valueFor, type Exchanged, type Told } from './told.ts';

/** The things that documented examples show, of the kinds that some response creates. */
export function documentedThings({ api, operations }: Contract): readonly Remembered[] {
  const all = operations.flatMap((operation) =>
    toldIn(operation).map((told) => ({ operation, told })),
  );
  const created = new Set(
    all.flatMap(({ told: { memory } }) => (memory.creates.length > 0 ? [memory.of] : [])),
  );
  const things = new Map<string, Remembered>();
  for (const { operation, told } of all.toSorted((one, other) => rank(one.told) - rank(other.told)))
    for (const { key, kept } of created.has(told.memory.of) ? thingsIn(operation, told) : []) {
      const { of } = told.memory;
      const name = JSON.stringify([of, key]);
      // what the creation shows goes before what others show
      things.set(name, { api, of, key, kept: { ...kept, ...things.get(name)?.kept } });
    }
  return [...things.values()];
}

/** Examples of what makes things come first. */
const rank = ({ memory }: Told): number =>
  memory.creates.length > 0 ? 0 : memory.lists === undefined ? 2 : 1;

/** Whether an example repeats what `x-echo` says of its request: else it is about something else. */
const repeats = ({ echo }: MediaType, { request, body }: Exchanged): boolean =>
  [...echo].every(([place, expression]) => {
    const sent = place.startsWith('$') ? undefined : evaluate(expression, request);
    return (
      sent === undefined ||
      placesOf(body, place).some((pointer) => isDeepStrictEqual(valueAt(body, pointer), sent))
    );
  });

type Documented = Pick<Remembered, 'key' | 'kept'>;

function* thingsIn(operation: Operation, told: Told): Iterable<Documented> {
  const { memory, mediaType } = told;
  if (!mediaType || memory.deletes) return;
  for (const [index, { name, value: body }] of mediaType.examples.entries()) {
    const request = requestBy(operation, name, index === 0);
    if (!request || exampleViolation(mediaType, body)) continue;
    if (!repeats(mediaType, { request, body })) continue;
    yield* memory.lists === undefined
      ? oneThing(told, { request, body })
      : elementsOf(told, memory.lists, { request, body });
  }
}

function* oneThing({ memory }: Told, exchanged: Exchanged): Iterable<Documented> {
  const key = valueFor(memory.key, exchanged);
  if (key === undefined) return;
  const giving = { before: undefined, own: () => [] } as const;
  const kept = {
    ...given(memory, exchanged, { ...giving, source: 'request' }),
    ...given(memory, exchanged, { ...giving, source: 'response' }),
    ...meant({ memory }, exchanged),
    ...shown(exchanged.body, memory.recalls),
  };
  yield { key, kept };
}

function* elementsOf({ memory }: Told, place: string, exchanged: Exchanged): Iterable<Documented> {
  const list = valueAt(exchanged.body, place);
  const keyPlace = pointerIn(memory.key);
  for (const index of Array.isArray(list) ? list.keys() : []) {
    const own = (pattern: string) => pattern.replace(`${place}/*`, `${place}/${index}`);
    const key = keyPlace === undefined ? undefined : valueAt(exchanged.body, own(keyPlace));
    const recalls = [...memory.recalls].map(([at, name]) => [own(at), name] as const);
    const kept = { ...meant({ memory }, exchanged), ...shown(exchanged.body, recalls) };
    if (key !== undefined) yield { key: key as Json, kept };
  }
}

/** The values of a documented request that say which things its response is about. */
const meant = ({ memory }: Pick<Told, 'memory'>, exchanged: Exchanged): Kept =>
  definedIn([...memory.where].map(([name, text]) => [name, valueFor(text, exchanged)]));

/** What an example shows at the recalled places. */
const shown = (body: Json | undefined, recalls: Iterable<readonly [string, string]>): Kept =>
  definedIn(
    [...recalls].map(([place, name]) => {
      const [pointer] = placesOf(body, place);
      return [name, pointer === undefined ? undefined : (valueAt(body, pointer) as Json)];
    }),
  );

const definedIn = (entries: readonly (readonly [string, Json | undefined])[]): Kept =>
  Object.fromEntries(
    entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );

/** The documented request of an example: that of the same name; the first ones belong together. */
function requestBy(operation: Operation, name: string, isFirst: boolean): Readable | undefined {
  const { parameters, requestBody } = operation;
  const examples = requestBody?.content.flatMap((mediaType) => mediaType.examples) ?? [];
  const body = examples.find((each) => each.name === name) ?? (isFirst ? examples[0] : undefined);
  if (!body && examples.length > 0) return undefined;
  const valuesIn = (place: string) =>
    Object.fromEntries(
      parameters.flatMap(({ in: at, name: parameter, examples: [first] }) =>
        at === place && first ? [[parameter, first.value]] : [],
      ),
    );
  return {
    parameters: {
      ...{ path: valuesIn('path'), query: valuesIn('query') },
      ...{ header: valuesIn('header'), cookie: valuesIn('cookie') },
    },
    ...(body ? { body: body.value } : {}),
  };
}
