import type { Json } from '../core/json.ts';
import { escapeToken, isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { firstValid } from '../core/instances/valid-instance.ts';
import { allowed, forbidden } from './propose.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.2 */
export const branches: CaseGenerator = {
  id: 'branches',
  summary:
    'Every branch of `anyOf`, `oneOf`, `if` and `dependentSchemas`; what matches no branch, what matches two; what `not` forbids; an unknown and a missing discriminator.',
  *generate({ schemaLocations: locations }) {
    for (const location of locations) {
      // null has no form as text
      if (location.alternatives.length > 1 && !(location.isText && location.value === null)) {
        yield allowed(location, {
          keyword: 'anyOf',
          name: 'taken',
          value: location.value,
          reason: `is a valid ${location.flat.branch || 'value'}`,
        });
        yield* mixtures(location);
      }
      yield* tags(location);
      yield* negated(location);
    }
  },
};

/** Values of one branch with parts of another: they may match both, or none. */
function* mixtures(location: SchemaLocation) {
  const [first] = location.alternatives;
  if (location.flat !== first) return;
  const values = location.alternatives.flatMap(
    (flat) =>
      firstValid(
        () => [flat],
        (value) => location.allows(value),
        { extent: 'all' },
      ) ?? [],
  );
  const objects = values.filter(isObject) as { readonly [name: string]: Json }[];
  const merged = objects.flatMap((one, index) =>
    objects.slice(index + 1).flatMap((other) => [
      { ...one, ...other },
      { ...other, ...one },
    ]),
  );
  const numbers = location.alternatives.flatMap((flat) =>
    numbersBetween(flat.multipleOf, flat.minimum, flat.maximum),
  );
  const texts = location.alternatives.flatMap(({ patterns, maxLength, minLength }) =>
    patterns.length > 0 || maxLength !== undefined || minLength !== undefined
      ? ['', 'a', 'ab', 'abc', 'abcdef', '12345', 'x'.repeat(minLength ?? maxLength ?? 1)]
      : [],
  );
  const candidates: Json[] = [...merged, ...numbers, ...texts, ...(objects.length > 0 ? [{}] : [])];
  const refused = candidates.filter((value) => !location.allows(value));
  for (const [index, value] of refused.slice(0, 4).entries())
    yield {
      ...forbidden(location, {
        keyword: 'oneOf',
        name: `between-branches-${index + 1}`,
        value,
        reason: `is ${JSON.stringify(value).slice(0, 80)}, which matches no branch, or more than one may`,
      }),
      bestEffort: true,
    };
}

const numbersBetween = (steps: readonly number[], minimum?: number, maximum?: number): number[] => [
  ...(steps.length > 0 ? [steps.reduce((product, step) => product * step, 1), 15, 30, 7, 1] : []),
  ...(minimum === undefined ? [] : [minimum, minimum - 1]),
  ...(maximum === undefined ? [] : [maximum, maximum + 1]),
];

function* tags(location: SchemaLocation) {
  const { discriminator } = location.flat;
  if (
    discriminator === undefined ||
    !isObject(location.value) ||
    location.flat !== location.alternatives[0]
  )
    return;
  const { [discriminator]: _, ...others } = location.value as { readonly [name: string]: Json };
  const below = `/${escapeToken(discriminator)}`;
  yield forbidden(location, {
    keyword: 'discriminator',
    name: 'unknown-tag',
    value: { ...others, [discriminator]: 'x-unknown' },
    reason: `has the unknown tag "x-unknown" as its \`${discriminator}\``,
    below,
  });
  yield forbidden(location, {
    keyword: 'discriminator',
    name: 'missing-tag',
    value: others,
    reason: `lacks \`${discriminator}\`, which tells its branches apart`,
    below,
  });
}

function* negated(location: SchemaLocation) {
  for (const [index, alternatives] of location.flat.not.entries()) {
    const own = isObject(location.value)
      ? (location.value as { readonly [name: string]: Json })
      : {};
    const inside = (value: Json): Json =>
      isObject(value) && isObject(location.value)
        ? { ...own, ...(value as { readonly [name: string]: Json }) }
        : value;
    const needed = alternatives()[0].required;
    const made = firstValid(alternatives, (value) => !location.allows(inside(value)));
    const withAll =
      isObject(location.value) && needed.length > 0
        ? {
            ...own,
            ...Object.fromEntries(
              needed.map((name) => [
                name,
                own[name] ??
                  firstValid(location.flat.properties.get(name) ?? alternatives, () => true) ??
                  'value',
              ]),
            ),
          }
        : undefined;
    const value =
      withAll !== undefined && !location.allows(withAll)
        ? withAll
        : made === undefined
          ? undefined
          : inside(made);
    // what `else` and `dependentSchemas` exclude is no rule of its own
    if (value !== undefined)
      yield {
        ...forbidden(location, {
          keyword: 'not',
          name: `forbidden-${index + 1}`,
          value,
          reason: `is ${JSON.stringify(value).slice(0, 80)}, which it must not be`,
        }),
        bestEffort: true,
      };
  }
}
