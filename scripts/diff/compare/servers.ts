import { isObject } from '../../../conformance/core/pointer.ts';
import type { Scope, Sides } from '../difference.ts';
import { inside, placeAt, type Pair, type Place, type Walk } from '../walk.ts';
import { compareOthers } from './others.ts';
import type { OperationPlaces } from './parameters.ts';
import { rootOf } from './security.ts';
import { comparePlain, present } from './values.ts';

/**
 * Compares the servers of an operation: its own, else those of its path, else those of the
 * description, else the one that gave the description.
 * @see https://spec.openapis.org/oas/v3.1.1.html#server-object
 */
export function compareServers(walk: Walk, operations: Sides<OperationPlaces>, scope: Scope): void {
  const lists = {
    old: listOf(walk.documents.old, operations.old),
    new: listOf(walk.documents.new, operations.new),
  };
  walk.once('servers', { old: [lists.old], new: [lists.new] }, () => {
    const servers = {
      old: serversIn(walk.documents.old, lists.old),
      new: serversIn(walk.documents.new, lists.new),
    };
    for (const url of new Set([...servers.old.keys(), ...servers.new.keys()])) {
      const found = { old: servers.old.get(url), new: servers.new.get(url) };
      const below = inside(scope, `The server ${url}`, `server ${url}`);
      const both = present(walk, found, below, { of: 'server', around: lists });
      if (both) compareServer(walk, both, below);
    }
  });
}

/** The list that counts; a description without one has the server `/`. */
function listOf(documents: Walk['documents']['old'], { item, operation }: OperationPlaces): Place {
  const root = rootOf(documents);
  const found = [operation, item, root]
    .map((holder) => placeAt(documents, holder, 'servers'))
    .find((list) => Array.isArray(list?.value) && list.value.length > 0);
  return found ?? { value: usual, source: root.source };
}

const usual = [{ url: '/' }];

const serversIn = (documents: Walk['documents']['old'], list: Place): Map<string, Place> =>
  new Map(
    (list.value as readonly unknown[]).flatMap((server, index) => {
      const place = placeAt(documents, list, index) ?? { value: server, source: list.source };
      if (!isObject(server) || typeof server.url !== 'string') return [];
      // a slash at the end says nothing
      return [[server.url.replace(/(?<=.)\/+$/, ''), place] as const];
    }),
  );

function compareServer(walk: Walk, pair: Pair, scope: Scope): void {
  comparePlain(walk, pair, scope, { of: 'server', aspect: 'variables', usual: {} });
  compareOthers(walk, pair, scope, { of: 'server', read: ['url', 'variables'] });
}
