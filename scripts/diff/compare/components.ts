import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { Scope, Sides } from '../difference.ts';
import { wholeOf } from '../schema/whole.ts';
import { inside, membersOf, namesOf, type Pair, type Place, type Walk } from '../walk.ts';
import { compareOthers } from './others.ts';
import { isSame } from './same.ts';
import { compareSchemas } from './schemas.ts';
import { bothAt, mapsAt } from './values.ts';

const scope: Scope = { direction: 'response', label: 'The components', where: [] };

/** Compares the components to which no operation refers. */
export function compareComponents(walk: Walk, components: Pair, roots: Pair): void {
  const used = {
    old: reachedFrom(walk.documents.old, roots.old),
    new: reachedFrom(walk.documents.new, roots.new),
  };
  for (const kind of namesOf(components)) {
    const maps = mapsAt(walk, components, kind);
    for (const name of kind.startsWith('x-') ? [] : namesOf(maps)) {
      const found = bothAt(walk, maps, name);
      // operations name security schemes, and refer to all else
      const isUsed = (['old', 'new'] as const).some((side) =>
        kind === 'securitySchemes'
          ? found[side] && used[side].names.has(name)
          : used[side].objects.has(found[side]?.value as object),
      );
      if (isUsed) continue;
      compareComponent(walk, found, maps, inside(scope, `The component \`${name}\``, kind, name));
    }
  }
  const read = namesOf(components).filter((name) => !name.startsWith('x-'));
  compareOthers(walk, components, scope, { of: 'description', read });
}

function compareComponent(
  walk: Walk,
  found: Sides<Place | undefined>,
  maps: Pair,
  below: Scope,
): void {
  const { documents } = walk;
  const { old, new: fresh } = found;
  if (isSame(documents, old?.value, fresh?.value)) return;
  const isSubtype = isSubtypeIn(old, documents.old) || isSubtypeIn(fresh, documents.new);
  if (isSubtype && old && fresh) {
    for (const direction of ['request', 'response'] as const)
      compareSchemas(walk, { old: [old], new: [fresh] }, { ...below, direction }, maps);
    return;
  }
  walk.tell(below, {
    of: isSubtype ? 'branch' : 'component',
    aspect: 'presence',
    old: old?.value,
    new: fresh?.value,
    sources: { old: (old ?? maps.old).source, new: (fresh ?? maps.new).source },
  });
}

/**
 * Whether a schema extends one with a discriminator: values are judged by it without any reference.
 * @see https://spec.openapis.org/oas/v3.1.1.html#discriminator-object
 */
const isSubtypeIn = (place: Place | undefined, documents: Documents): boolean =>
  place !== undefined &&
  wholeOf([place], documents).parts.some(
    ({ node, place: part }) => isObject(node.discriminator) && part.value !== place.value,
  );

/** All objects to which the paths and webhooks refer, and the security schemes that they name. */
function reachedFrom(
  { deref }: Documents,
  root: Place,
): { readonly objects: ReadonlySet<object>; readonly names: ReadonlySet<string> } {
  const objects = new Set<object>();
  const { paths, webhooks, security } = membersOf(root);
  const requirements: unknown[] = [security];
  const left: unknown[] = [paths, webhooks];
  while (left.length > 0) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null || objects.has(node)) continue;
    objects.add(node);
    for (const value of Object.values(node)) left.push(value);
    if (!isObject(node)) continue;
    if (typeof node.$ref === 'string') left.push(deref(node));
    if (Array.isArray(node.security)) requirements.push(node.security);
  }
  const names = requirements.flat().flatMap((one) => (isObject(one) ? Object.keys(one) : []));
  return { objects, names: new Set(names) };
}
