import type { Documents } from '../../../conformance/core/contract/documents.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { Scope, Sides } from '../difference.ts';
import {
  inside,
  membersOf,
  namesOf,
  placeAt,
  writtenAt,
  type Pair,
  type Place,
  type Step,
  type Walk,
} from '../walk.ts';
import { compareOthers } from './others.ts';
import { compareParameters, type OperationPlaces } from './parameters.ts';
import { compareRequestBody, compareResponses } from './responses.ts';
import { compareSecurity } from './security.ts';
import { compareServers } from './servers.ts';
import { opposite } from './subschemas.ts';
import { comparePlain, mapsAt, present } from './values.ts';

/** The methods of a path item. @see https://spec.openapis.org/oas/v3.2.0.html#path-item-object */
const methods = 'get put post delete options head patch trace query'.split(' ');

/** An operation of one side, with the name that reports give it. */
export type Entry = OperationPlaces & { readonly method: string; readonly id: string };

/** The operations of a map of path items, by method and shape of the path. */
export function operationsIn(documents: Documents, paths: Place): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (const path of Object.keys(membersOf(paths))) {
    const items = itemsAt(documents, paths, path);
    for (const method of methods) {
      const item = items.find((each) => isObject(membersOf(each)[method]));
      const operation = item && placeAt(documents, item, method);
      const key = `${method} ${path.replaceAll(/\{[^{}]*\}/g, '{}')}`;
      // a path that stands for the same URLs as an earlier one gets no request
      if (!operation || entries.has(key)) continue;
      const { operationId } = membersOf(operation);
      const id = typeof operationId === 'string' ? operationId : `${method.toUpperCase()} ${path}`;
      entries.set(key, { path, method, id, operation, item: together(items) });
    }
  }
  return entries;
}

/** A path item, and those that its `$ref` leads to, which stand beside it. */
function itemsAt(documents: Documents, paths: Place, path: string): Place[] {
  const written = writtenAt(documents, paths, path);
  const target = written && placeAt(documents, paths, path);
  return written && target
    ? [...new Map([written, target].map((place) => [place.value, place])).values()]
    : [];
}

const joined = new WeakMap<object, Place>();

/** One path item of several, each time the same. */
function together([first, second]: readonly Place[]): Place {
  if (!second || !first) return first!;
  const known = joined.get(first.value as object);
  if (known) return known;
  const value = { ...membersOf(second), ...membersOf(first) };
  const place = { value, source: first.source };
  joined.set(first.value as object, place);
  return place;
}

/** What reports call an operation, and the step that compares it. */
export type Compared = { readonly id: string; readonly step: Step };

/** Compares the operations of two maps of path items. */
export function compareOperations(
  walk: Walk,
  paths: Pair,
  outer: Scope,
  nameOf: (entry: Entry) => string = ({ id }) => id,
): Compared[] {
  const entries = {
    old: operationsIn(walk.documents.old, paths.old),
    new: operationsIn(walk.documents.new, paths.new),
  };
  return [...new Set([...entries.old.keys(), ...entries.new.keys()])].map((key): Compared => {
    const found = { old: entries.old.get(key), new: entries.new.get(key) };
    const { method, path } = (found.new ?? found.old)!;
    const scope = inside(outer, `${method.toUpperCase()} ${path}`);
    const id = nameOf((found.new ?? found.old)!);
    const places = {
      old: found.old ? [found.old.operation, found.old.item] : [],
      new: found.new ? [found.new.operation, found.new.item] : [],
    };
    const step = walk.once(`operation ${key} ${outer.where.join(' ')}`, places, () => {
      const itemOf = (side: 'old' | 'new') =>
        writtenAt(walk.documents[side], paths[side], path) ?? paths[side];
      const around = { old: itemOf('old'), new: itemOf('new') };
      const operations = { old: found.old?.operation, new: found.new?.operation };
      const moved = found.new ? undefined : movedTo(id, entries.new);
      const more = moved === undefined ? {} : { movedTo: moved };
      if (present(walk, operations, scope, { of: 'operation', around, ...more }))
        compareOperation(walk, found as Sides<Entry>, scope);
    });
    return { id, step };
  });
}

/** Where an operation of this name is. */
function movedTo(id: string, entries: ReadonlyMap<string, Entry>): string | undefined {
  const found = [...entries.values()].find((entry) => entry.id === id);
  return found && `${found.method.toUpperCase()} ${found.path}`;
}

const read = [
  ...['operationId', 'deprecated', 'parameters', 'requestBody', 'responses', 'security'],
  ...['servers', 'callbacks'],
];

function compareOperation(walk: Walk, entries: Sides<Entry>, scope: Scope): void {
  const pair = { old: entries.old.operation, new: entries.new.operation };
  comparePlain(walk, pair, scope, { of: 'operation', aspect: 'operationId' });
  comparePlain(walk, pair, scope, { of: 'operation', aspect: 'deprecated', usual: false });
  compareParameters(walk, entries, scope);
  compareRequestBody(walk, pair, scope);
  compareResponses(walk, pair, scope);
  compareSecurity(walk, pair, scope);
  compareServers(walk, entries, scope);
  compareCallbacks(walk, pair, scope);
  compareOthers(walk, pair, scope, { of: 'operation', read });
  compareItems(walk, entries, scope);
}

/** Compares what a path says for all of its operations. */
function compareItems(walk: Walk, { old, new: fresh }: Sides<Entry>, outer: Scope): void {
  const items = { old: old.item, new: fresh.item };
  const scope = { ...outer, label: `The path ${fresh.path}` };
  walk.once('path item', { old: [items.old], new: [items.new] }, () => {
    if (old.path !== fresh.path)
      walk.tell(scope, {
        of: 'operation',
        aspect: 'path',
        old: old.path,
        new: fresh.path,
        sources: { old: items.old.source, new: items.new.source },
      });
    const read = ['$ref', 'parameters', 'servers', ...methods];
    compareOthers(walk, items, scope, { of: 'operation', read });
  });
}

/** @see https://spec.openapis.org/oas/v3.1.1.html#callback-object */
function compareCallbacks(walk: Walk, operation: Pair, outer: Scope): void {
  const pair = mapsAt(walk, operation, 'callbacks');
  for (const name of namesOf(pair)) {
    const paths = mapsAt(walk, pair, name);
    const scope: Scope = {
      ...inside(outer, `The callback \`${name}\``, `callback ${name}`),
      direction: opposite(outer.direction),
    };
    compareOperations(walk, paths, scope);
  }
}
