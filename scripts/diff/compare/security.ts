import { isObject, type Node } from '../../../conformance/core/pointer.ts';
import type { Scope } from '../difference.ts';
import { inside, placeAt, sourcesOf, type Pair, type Place, type Walk } from '../walk.ts';
import { compareOthers } from './others.ts';
import { isSame } from './same.ts';
import { bothAt, comparePlain, emptyAt, present } from './values.ts';

/** An alternative of `security`: the scopes of each scheme that it demands, by name. */
export type Alternative = { readonly [scheme: string]: readonly string[] };

/**
 * Compares the credentials that an operation demands. A scheme is known by its name, else by what it
 * says, so that it may have another name.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
export function compareSecurity(walk: Walk, operation: Pair, scope: Scope): void {
  const { old, new: fresh } = walk.documents;
  const roots = { old: rootOf(old), new: rootOf(fresh) };
  const found = {
    old: placeAt(old, operation.old, 'security') ?? placeAt(old, roots.old, 'security'),
    new: placeAt(fresh, operation.new, 'security') ?? placeAt(fresh, roots.new, 'security'),
  };
  const schemes = schemesOf(walk, roots);
  const below = inside(scope, 'The credentials', 'security');
  const around = { old: found.old ?? operation.old, new: found.new ?? operation.new };
  walk.once('security', { old: [around.old], new: [around.new] }, () => {
    const names = renamedSchemes(walk, schemes);
    const alternatives = {
      old: alternativesIn(found.old, (name) => names.get(name) ?? name),
      new: alternativesIn(found.new, (name) => name),
    };
    if (!isSame(walk.documents, alternatives.old, alternatives.new))
      walk.tell(below, {
        of: 'security',
        aspect: 'alternatives',
        ...alternatives,
        sources: sourcesOf(found, around),
      });
    const used = namesIn(alternatives.old).intersection(namesIn(alternatives.new));
    for (const name of used) compareScheme(walk, schemes, scope, name);
  });
}

export const rootOf = ({ root, sourceOf }: Walk['documents']['old']): Place => ({
  value: root,
  source: sourceOf(root),
});

function schemesOf({ documents }: Walk, roots: Pair): Pair {
  const schemesIn = (side: 'old' | 'new'): Place => {
    const components = placeAt(documents[side], roots[side], 'components');
    const schemes = components && placeAt(documents[side], components, 'securitySchemes');
    return schemes ?? emptyAt(roots[side]);
  };
  return { old: schemesIn('old'), new: schemesIn('new') };
}

/** By its old name, the new name of a scheme that says the same under another one. */
function renamedSchemes({ documents }: Walk, { old, new: fresh }: Pair): Map<string, string> {
  const [before, after] = [old.value as Node, fresh.value as Node];
  const added = Object.keys(after).filter((name) => !Object.hasOwn(before, name));
  return new Map(
    Object.keys(before)
      .filter((name) => !Object.hasOwn(after, name))
      .flatMap((name) => {
        const same = added.find((other) => isSame(documents, before[name], after[other]));
        return same === undefined ? [] : [[name, same] as const];
      }),
  );
}

/** No requirement at all is one empty alternative: no credentials will do. */
function alternativesIn(place: Place | undefined, rename: (name: string) => string): Alternative[] {
  const list = Array.isArray(place?.value) ? place.value.filter(isObject) : [];
  const alternatives = list.map((alternative) =>
    Object.fromEntries(
      Object.entries(alternative)
        .map(([name, scopes]) => [rename(name), [scopes].flat().map(String).sort()] as const)
        .sort(([one], [other]) => (one < other ? -1 : 1)),
    ),
  );
  return alternatives.length === 0
    ? [{}]
    : alternatives.sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
}

const namesIn = (alternatives: readonly Alternative[]): ReadonlySet<string> =>
  new Set(alternatives.flatMap(Object.keys));

const read = ['type', 'in', 'name', 'scheme', 'flows', 'openIdConnectUrl'];

function compareScheme(walk: Walk, schemes: Pair, scope: Scope, name: string): void {
  const below = inside(scope, `The security scheme \`${name}\``, `security scheme ${name}`);
  const found = bothAt(walk, schemes, name);
  walk.once(`security scheme ${name}`, { old: [schemes.old], new: [schemes.new] }, () => {
    const pair = present(walk, found, below, { of: 'security scheme', around: schemes });
    if (!pair) return;
    for (const aspect of read) comparePlain(walk, pair, below, { of: 'security scheme', aspect });
    compareOthers(walk, pair, below, { of: 'security scheme', read });
  });
}
