import type { Scope, Sides } from '../difference.ts';
import { inside, namesOf, placeAt, type Pair, type Place, type Walk } from '../walk.ts';
import { compareOperations, type Compared } from './operations.ts';
import { compareOthers } from './others.ts';
import { isSame } from './same.ts';
import { rootOf } from './security.ts';
import { opposite } from './subschemas.ts';
import { bothAt, emptyAt } from './values.ts';

const scope: Scope = { direction: 'request', label: 'The description', where: [] };

/** Members of the root that are compared elsewhere, or say nothing of the API. */
const read = 'openapi $self info paths webhooks components servers security'.split(' ');

/** Compares two descriptions. Returns the operations of both, with what was compared for each. */
export function compareDescriptions(walk: Walk): Compared[] {
  const pair = { old: rootOf(walk.documents.old), new: rootOf(walk.documents.new) };
  const paths = mapsAt(walk, pair, 'paths');
  const compared = [
    ...compareOperations(walk, paths, scope),
    ...compareOperations(
      walk,
      mapsAt(walk, pair, 'webhooks'),
      {
        ...inside(scope, 'The webhook', 'webhook'),
        direction: opposite(scope.direction),
      },
      ({ path, method }) => `webhook ${path} ${method.toUpperCase()}`,
    ),
  ];
  const info = mapsAt(walk, pair, 'info');
  compareOthers(walk, info, scope, { of: 'annotation', read: ['version'] });
  compareOthers(walk, paths, scope, {
    of: 'description',
    read: namesOf(paths).filter((name) => !name.startsWith('x-')),
  });
  compareOthers(walk, pair, scope, { of: 'description', read });
  compareComponents(walk, mapsAt(walk, pair, 'components'));
  return compared;
}

function mapsAt(walk: Walk, pair: Pair, name: string): Pair {
  const { old, new: fresh } = bothAt(walk, pair, name);
  return { old: old ?? emptyAt(pair.old), new: fresh ?? emptyAt(pair.new) };
}

/** Compares the components that no operation uses. */
function compareComponents(walk: Walk, components: Pair): void {
  for (const kind of namesOf(components)) {
    if (kind.startsWith('x-')) continue;
    const maps = mapsAt(walk, components, kind);
    for (const name of namesOf(maps))
      compareComponent(walk, maps, inside(scope, `The component \`${name}\``, kind, name));
  }
  compareOthers(walk, components, scope, {
    of: 'description',
    read: namesOf(components).filter((name) => !name.startsWith('x-')),
  });
}

function compareComponent(walk: Walk, maps: Pair, below: Scope): void {
  const { documents, seen } = walk;
  const name = below.where.at(-1)!;
  const found = {
    old: placeAt(documents.old, maps.old, name),
    new: placeAt(documents.new, maps.new, name),
  } satisfies Sides<Place | undefined>;
  const isSeen = (place: Place | undefined) =>
    typeof place?.value === 'object' && place.value !== null && seen.has(place.value);
  if (isSeen(found.old) || isSeen(found.new)) return;
  if (isSame(documents, found.old?.value, found.new?.value)) return;
  walk.tell(below, {
    of: 'component',
    aspect: 'presence',
    old: found.old?.value,
    new: found.new?.value,
    sources: {
      old: (found.old ?? maps.old).source,
      new: (found.new ?? maps.new).source,
    },
  });
}
