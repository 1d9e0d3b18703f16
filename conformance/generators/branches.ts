import type { Json } from '../core/json.ts';
import { escapeToken, isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { firstValid } from '../core/instances/instance.ts';
import { allowed, forbidden } from './propose.ts';
import type { Site } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.2 */
export const branches: CaseGenerator = {
  id: 'branches',
  summary:
    'Every branch of `anyOf`, `oneOf`, `if` and `dependentSchemas`; what matches no branch, what matches two; what `not` forbids; an unknown and a missing discriminator.',
  *generate({ sites }) {
    for (const site of sites) {
      // null has no form as text
      if (site.shapes.length > 1 && !(site.isText && site.value === null)) {
        yield allowed(
          site,
          'anyOf',
          'taken',
          site.value,
          `is a valid ${site.shape.branch || 'value'}`,
        );
        yield* mixtures(site);
      }
      yield* tags(site);
      yield* negated(site);
    }
  },
};

/** Values of one branch with parts of another: they may match both, or none. */
function* mixtures(site: Site) {
  const [first] = site.shapes;
  if (site.shape !== first) return;
  const values = site.shapes.flatMap(
    (shape) =>
      firstValid(
        () => site.shapes as [typeof shape],
        'all',
        'readOnly',
        (value) => site.allows(value),
        shape,
      ) ?? [],
  );
  const objects = values.filter(isObject) as { readonly [name: string]: Json }[];
  const merged = objects.flatMap((one, index) =>
    objects.slice(index + 1).flatMap((other) => [
      { ...one, ...other },
      { ...other, ...one },
    ]),
  );
  const numbers = site.shapes.flatMap((shape) =>
    numbersBetween(shape.multipleOf, shape.minimum, shape.maximum),
  );
  const texts = site.shapes.flatMap(({ patterns, maxLength, minLength }) =>
    patterns.length > 0 || maxLength !== undefined || minLength !== undefined
      ? ['', 'a', 'ab', 'abc', 'abcdef', '12345', 'x'.repeat(minLength ?? maxLength ?? 1)]
      : [],
  );
  const candidates: Json[] = [...merged, ...numbers, ...texts, ...(objects.length > 0 ? [{}] : [])];
  const refused = candidates.filter((value) => !site.allows(value));
  for (const [index, value] of refused.slice(0, 4).entries())
    yield {
      ...forbidden(
        site,
        'oneOf',
        `between-branches-${index + 1}`,
        value,
        `is ${JSON.stringify(value).slice(0, 80)}, which matches no branch, or more than one may`,
      ),
      isGuess: true,
    };
}

const numbersBetween = (steps: readonly number[], minimum?: number, maximum?: number): number[] => [
  ...(steps.length > 0 ? [steps.reduce((product, step) => product * step, 1), 15, 30, 7, 1] : []),
  ...(minimum === undefined ? [] : [minimum, minimum - 1]),
  ...(maximum === undefined ? [] : [maximum, maximum + 1]),
];

function* tags(site: Site) {
  const { discriminator } = site.shape;
  if (discriminator === undefined || !isObject(site.value) || site.shape !== site.shapes[0]) return;
  const { [discriminator]: _, ...others } = site.value as { readonly [name: string]: Json };
  const below = `/${escapeToken(discriminator)}`;
  yield forbidden(
    site,
    'discriminator',
    'unknown-tag',
    { ...others, [discriminator]: 'x-unknown' },
    `has the unknown tag "x-unknown" as its \`${discriminator}\``,
    below,
  );
  yield forbidden(
    site,
    'discriminator',
    'missing-tag',
    others,
    `lacks \`${discriminator}\`, which tells its branches apart`,
    below,
  );
}

function* negated(site: Site) {
  for (const [index, shapes] of site.shape.not.entries()) {
    const own = isObject(site.value) ? (site.value as { readonly [name: string]: Json }) : {};
    const inside = (value: Json): Json =>
      isObject(value) && isObject(site.value)
        ? { ...own, ...(value as { readonly [name: string]: Json }) }
        : value;
    const needed = shapes()[0].required;
    const made = firstValid(shapes, 'required', 'readOnly', (value) => !site.allows(inside(value)));
    const withAll =
      isObject(site.value) && needed.length > 0
        ? {
            ...own,
            ...Object.fromEntries(
              needed.map((name) => [
                name,
                own[name] ??
                  firstValid(
                    site.shape.properties.get(name) ?? shapes,
                    'required',
                    'readOnly',
                    () => true,
                  ) ??
                  'value',
              ]),
            ),
          }
        : undefined;
    const value =
      withAll !== undefined && !site.allows(withAll)
        ? withAll
        : made === undefined
          ? undefined
          : inside(made);
    // what `else` and `dependentSchemas` exclude is no rule of its own
    if (value !== undefined)
      yield {
        ...forbidden(
          site,
          'not',
          `forbidden-${index + 1}`,
          value,
          `is ${JSON.stringify(value).slice(0, 80)}, which it must not be`,
        ),
        isGuess: true,
      };
  }
}
