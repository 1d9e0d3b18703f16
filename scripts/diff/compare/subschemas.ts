import type { Documents } from '../../../conformance/core/contract/documents.ts';
import type { Direction } from '../../../conformance/core/schema/direction.ts';
import type { Scope, Sides } from '../difference.ts';
import { listAt, partsWith, type Whole } from '../schema/whole.ts';
import { inside, writtenAt, type Place, type Walk } from '../walk.ts';
import { placesOf } from './members.ts';
import type { CompareSchemas, Wholes } from './compared.ts';

/** Keywords that hold one schema, and what that schema is about. */
const single: readonly (readonly [keyword: string, label: string, where: string])[] = [
  ['items', 'Each element', '[]'],
  ['unevaluatedItems', 'Each other element', '[]'],
  ['contains', 'The element that must be there', 'contains'],
  ['propertyNames', 'Each name of a member', 'propertyNames'],
  ['contentSchema', 'What the text holds', 'contentSchema'],
];

/** Keywords that hold schemas by name. */
const named: readonly (readonly [keyword: string, label: (name: string) => string])[] = [
  ['patternProperties', (name) => `Each member like \`${name}\``],
  ['dependentSchemas', (name) => `An object with the member \`${name}\``],
];

/** Compares the schemas that keywords of two schemas hold, but for members and branches. */
export function compareSubschemas(
  walk: Walk,
  wholes: Wholes,
  scope: Scope,
  compare: CompareSchemas,
): void {
  const around = { old: wholes.old.place, new: wholes.new.place };
  const each = (read: (whole: Whole, documents: Documents) => Place[], below: Scope) => {
    const schemas = both(wholes, walk, read);
    if (schemas.old.length + schemas.new.length > 0) compare(walk, schemas, below, around);
  };
  for (const [keyword, label, where] of single)
    each((whole, documents) => placesOf(whole, documents, keyword), inside(scope, label, where));
  // what no value may match is wider where the value is narrower
  each((whole, documents) => placesOf(whole, documents, 'not'), {
    ...inside(scope, 'What is excluded', 'not'),
    direction: opposite(scope.direction),
  });
  for (const index of Array.from({ length: longest(wholes, walk) }, (_, at) => at))
    each(
      (whole, documents) =>
        partsWith(whole, 'prefixItems').flatMap(
          ({ place }) => listAt(documents, place, 'prefixItems')[index] ?? [],
        ),
      inside(scope, `The element ${index}`, `[${index}]`),
    );
  for (const [keyword, label] of named)
    for (const name of namesIn(wholes, keyword))
      each(
        (whole, documents) =>
          placesOf(whole, documents, keyword).flatMap(
            (place) => writtenAt(documents, place, name) ?? [],
          ),
        inside(scope, label(name), name),
      );
}

export const opposite = (direction: Direction): Direction =>
  direction === 'request' ? 'response' : 'request';

const both = <Value>(
  wholes: Wholes,
  { documents }: Walk,
  read: (whole: Whole, documents: Documents) => Value,
): Sides<Value> => ({
  old: read(wholes.old, documents.old),
  new: read(wholes.new, documents.new),
});

function longest(wholes: Wholes, walk: Walk): number {
  const lengths = both(wholes, walk, (whole, documents) =>
    partsWith(whole, 'prefixItems').map(
      ({ place }) => listAt(documents, place, 'prefixItems').length,
    ),
  );
  return Math.max(0, ...lengths.old, ...lengths.new);
}

const namesIn = ({ old, new: fresh }: Wholes, keyword: string): string[] => [
  ...new Set(
    [old, fresh].flatMap((whole) =>
      partsWith(whole, keyword).flatMap(({ node }) => Object.keys(node[keyword] ?? {})),
    ),
  ),
];
