import type { Json } from '../core/json.ts';
import { escapeToken, isObject } from '../core/pointer.ts';
import type { CaseGenerator } from './generator.ts';
import { firstValid, memberShapes, namesFor } from '../core/instances/instance.ts';
import { allowed, forbidden } from './propose.ts';
import type { Site } from './schema-locations.ts';

/** How many members are sent at the most. */
const most = 1000;

type Members = { readonly [name: string]: Json };

/** @see https://json-schema.org/draft/2020-12/json-schema-validation#section-6.5 */
export const members: CaseGenerator = {
  id: 'members',
  summary:
    'As few and as many members as allowed, and one beyond; a name that `propertyNames` forbids.',
  *generate({ sites }) {
    for (const site of sites) {
      if (!isObject(site.value)) continue;
      yield* counts(site, site.value as Members);
      yield* names(site, site.value as Members);
    }
  },
};

function* counts(site: Site, value: Members) {
  const { minProperties = 0, maxProperties, required } = site.shape;
  if (minProperties > required.length) {
    const removable = Object.keys(value).filter((name) => !required.includes(name));
    const keep = (count: number) =>
      Object.fromEntries(
        Object.entries(value).filter(
          ([name]) => required.includes(name) || removable.indexOf(name) < count - required.length,
        ),
      );
    const fewest = keep(minProperties);
    if (Object.keys(fewest).length === minProperties && site.allows(fewest))
      yield allowed(
        site,
        'minProperties',
        'fewest',
        fewest,
        `has as few members as allowed: ${minProperties}`,
      );
    yield forbidden(
      site,
      'minProperties',
      'too-few',
      keep(minProperties - 1),
      `has ${minProperties - 1} members where ${minProperties} are the least`,
    );
  }
  if (maxProperties === undefined) return;
  if (maxProperties > most) {
    yield {
      name: `${site.name}/most`,
      untried: `an object of ${maxProperties} members is too large to send`,
    };
    return;
  }
  const full = grown(site, value, maxProperties);
  if (full && site.allows(full))
    yield allowed(
      site,
      'maxProperties',
      'most',
      full,
      `has as many members as allowed: ${maxProperties}`,
    );
  const over = grown(site, value, maxProperties + 1);
  if (over)
    yield forbidden(
      site,
      'maxProperties',
      'too-many',
      over,
      `has ${maxProperties + 1} members where ${maxProperties} are the most`,
    );
}

/** The object with as many members as are wanted, documented ones first; `undefined` where there are not so many. */
function grown({ shape }: Site, value: Members, count: number): Members | undefined {
  const result: { [name: string]: Json } = { ...value };
  const add = (name: string, shapes = memberShapes(shape, name)) => {
    if (Object.hasOwn(result, name) || Object.keys(result).length >= count) return;
    const made = shapes ? firstValid(shapes, 'required', 'readOnly', () => true) : 'value';
    if (made !== undefined) result[name] = made;
  };
  for (const [name, shapes] of shape.properties) if (!shapes()[0].readOnly) add(name, shapes);
  for (const name of namesFor(shape)) add(name);
  for (
    let index = 1;
    shape.additionalProperties !== false && !shape.propertyNames && index <= count;
    index += 1
  )
    add(`member-${index}`);
  return Object.keys(result).length === count ? result : undefined;
}

function* names(site: Site, value: Members) {
  const { propertyNames } = site.shape;
  if (!propertyNames) return;
  const sample = Object.values(value)[0] ?? 'value';
  const bad = [
    '',
    'x',
    'X',
    '0',
    'x y',
    '~',
    'a-very-long-name-that-nobody-would-use-for-a-member-of-any-object-at-all',
  ].find((name) => !site.allows({ ...value, [name]: sample }));
  if (bad !== undefined)
    yield forbidden(
      site,
      'propertyNames',
      'bad-name',
      { ...value, [bad]: sample },
      `has a member named "${bad}", which is no name that it may have`,
      `/${escapeToken(bad)}`,
    );
}
