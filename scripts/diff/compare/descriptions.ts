import type { Scope } from '../difference.ts';
import { inside, namesOf, type Walk } from '../walk.ts';
import { compareComponents } from './components.ts';
import { compareOperations, type Compared } from './operations.ts';
import { compareOthers } from './others.ts';
import { rootOf } from './security.ts';
import { opposite } from './subschemas.ts';
import { mapsAt } from './values.ts';

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
  compareComponents(walk, mapsAt(walk, pair, 'components'), pair);
  return compared;
}
