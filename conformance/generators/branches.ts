import { firstValid } from '../core/instances/valid-instance.ts';
import type { Json } from '../core/json.ts';
import { escapeToken, isObject, ownMember } from '../core/pointer.ts';
import type { FlatSchema } from '../core/schema/model.ts';
import { draftsAt, shown } from './drafts-at.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** @see https://json-schema.org/draft/2020-12/json-schema-core#section-10.2 */
export const branches: CaseGenerator = {
  id: 'branches',
  summary:
    'Every branch of `anyOf`, `oneOf`, `if` and `dependentSchemas`; values that match no branch or two; values that `not` forbids; an unknown and a missing discriminator.',
  generate: ({ schemaLocations }) => schemaLocations.values().flatMap(casesAt),
};

function* casesAt(location: SchemaLocation): Iterable<CaseDraft> {
  const { value, flat, alternatives, isText } = location;
  // null has no form as text
  if (alternatives.length > 1 && !(isText && value === null)) {
    const { allowed } = draftsAt(location, 'anyOf');
    yield allowed('taken', value, `is a valid ${flat.branch || 'value'}`);
    if (flat === alternatives[0]) yield* betweenBranches(location);
  }
  if (flat === alternatives[0]) yield* discriminators(location);
  yield* negated(location);
}

/** Values of one branch with parts of another: they may match both, or none. */
function* betweenBranches(location: SchemaLocation): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'oneOf');
  const { alternatives, allows } = location;
  const objects = alternatives
    .flatMap((flat) => firstValid(() => [flat], allows, { extent: 'all' }) ?? [])
    .filter((value) => isObject(value));
  const merged = objects.flatMap((one, index) =>
    objects.slice(index + 1).flatMap((other) => [
      { ...one, ...other },
      { ...other, ...one },
    ]),
  );
  const candidates: Json[] = [
    ...merged,
    ...alternatives.flatMap(numbersNear),
    ...alternatives.flatMap(textsNear),
    ...(objects.length > 0 ? [{}] : []),
  ];
  const refused = candidates.filter((value) => !allows(value));
  for (const [index, value] of refused.slice(0, 4).entries())
    yield forbidden(
      `between-branches-${index + 1}`,
      value,
      `is ${shown(value)}, which matches no branch or too many`,
      { bestEffort: true },
    );
}

const numbersNear = ({ multipleOf, minimum, maximum }: FlatSchema): number[] => [
  ...(multipleOf.length > 0
    ? [multipleOf.reduce((product, step) => product * step, 1), 15, 30, 7, 1]
    : []),
  ...(minimum === undefined ? [] : [minimum, minimum - 1]),
  ...(maximum === undefined ? [] : [maximum, maximum + 1]),
];

const textsNear = ({ patterns, minLength, maxLength }: FlatSchema): string[] =>
  patterns.length > 0 || maxLength !== undefined || minLength !== undefined
    ? ['', 'a', 'ab', 'abc', 'abcdef', '12345', 'x'.repeat(minLength ?? maxLength ?? 1)]
    : [];

function* discriminators(location: SchemaLocation): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'discriminator');
  const { discriminator: name } = location.flat;
  if (name === undefined || !isObject(location.value)) return;
  const { [name]: _, ...others } = location.value;
  const below = `/${escapeToken(name)}`;
  const unknown = { ...others, [name]: 'x-unknown' };
  const reason = `has "x-unknown" as its discriminator \`${name}\`, which no branch has`;
  yield forbidden('unknown-tag', unknown, reason, { below });
  yield forbidden('missing-tag', others, `lacks its discriminator \`${name}\``, { below });
}

/** Values that `not` forbids. Best effort: `else` and `dependentSchemas` negate schemas too. */
function* negated(location: SchemaLocation): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'not');
  const { value: own, flat, allows } = location;
  for (const [index, alternatives] of flat.not.entries()) {
    const merged = (value: Json): Json =>
      isObject(value) && isObject(own) ? { ...own, ...value } : value;
    const made = firstValid(alternatives, (value) => !allows(merged(value)));
    const needed = alternatives()[0].required.map((name): [string, Json] => {
      const schema = flat.properties.get(name) ?? alternatives;
      return [name, memberOf(own, name) ?? firstValid(schema, () => true) ?? 'value'];
    });
    const candidates: Json[] = [
      ...(isObject(own) && needed.length > 0 ? [{ ...own, ...Object.fromEntries(needed) }] : []),
      ...(made === undefined ? [] : [merged(made)]),
    ];
    const value = candidates.find((candidate) => !allows(candidate));
    if (value === undefined) continue;
    const reason = `is ${shown(value)}, which \`not\` forbids`;
    yield forbidden(`forbidden-${index + 1}`, value, reason, { bestEffort: true });
  }
}

const memberOf = (value: Json, name: string) =>
  isObject(value) ? ownMember(value as { readonly [name: string]: Json }, name) : undefined;
