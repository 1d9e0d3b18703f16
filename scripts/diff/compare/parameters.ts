import { isObject } from '../../../conformance/core/pointer.ts';
import type { Scope, Sides, Subject } from '../difference.ts';
import { inside, membersOf, placeAt, type Pair, type Place, type Walk } from '../walk.ts';
import { compareContent, compareExamples } from './media-types.ts';
import { compareOthers } from './others.ts';
import { compareSchemaOf } from './schemas.ts';
import { bothAt, comparePlain, present } from './values.ts';

/** An operation with its path item and its path. */
export type OperationPlaces = {
  readonly path: string;
  readonly item: Place;
  readonly operation: Place;
};

/**
 * Compares the parameters of an operation: its own and those of its path item. A path parameter is
 * known by its position in the path, so that it may have another name.
 * @see https://spec.openapis.org/oas/v3.1.1.html#parameter-object
 */
export function compareParameters(
  walk: Walk,
  operations: Sides<OperationPlaces>,
  scope: Scope,
): void {
  const lists = {
    old: parametersOf(walk.documents.old, operations.old),
    new: parametersOf(walk.documents.new, operations.new),
  };
  for (const key of new Set([...lists.old.keys(), ...lists.new.keys()])) {
    const found = { old: lists.old.get(key), new: lists.new.get(key) };
    const { name, in: location } = membersOf((found.new ?? found.old) as Place);
    const below = inside(
      scope,
      `The ${location} parameter \`${name}\``,
      `${location} parameter ${name}`,
    );
    const around = { old: operations.old.operation, new: operations.new.operation };
    const both = present(walk, found, below, { of: 'parameter', around });
    if (both) compareParameter(walk, both, below, 'parameter');
  }
}

function parametersOf(
  documents: Walk['documents']['old'],
  { path, item, operation }: OperationPlaces,
): Map<string, Place> {
  const names = [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name);
  const lists = [item, operation].map((holder) => placeAt(documents, holder, 'parameters'));
  const found = lists.flatMap((list) =>
    list && Array.isArray(list.value)
      ? list.value.flatMap((_, index) => placeAt(documents, list, index) ?? [])
      : [],
  );
  const keyOf = ({ value }: Place): string => {
    const { name, in: location } = isObject(value) ? value : {};
    if (location === 'path') return `path ${names.indexOf(`${name}`)}`;
    return `${location} ${location === 'header' ? String(name).toLowerCase() : name}`;
  };
  return new Map(found.map((place) => [keyOf(place), place]));
}

const wire = ['style', 'explode', 'allowReserved', 'allowEmptyValue'];
const read = [
  ...['name', 'in', 'required', 'deprecated', 'schema', 'content', 'example', 'examples'],
  ...wire,
];

/** Compares two Parameter Objects, or two Header Objects. */
export function compareParameter(walk: Walk, pair: Pair, scope: Scope, of: Subject): void {
  walk.once(`${of} ${scope.direction}`, { old: [pair.old], new: [pair.new] }, () => {
    const usual = usualOf(pair);
    for (const aspect of ['required', 'deprecated', ...wire])
      comparePlain(walk, pair, scope, { of, aspect, usual: usual[aspect] });
    const schemas = bothAt(walk, pair, 'schema');
    compareSchemaOf(walk, schemas, scope, pair);
    compareContent(walk, pair, scope);
    compareExamples(walk, pair, scope);
    compareOthers(walk, pair, scope, { of, read });
  });
}

/** What a parameter says that does not say it. */
function usualOf({ old, new: fresh }: Pair): { readonly [aspect: string]: unknown } {
  const { in: location } = membersOf(old);
  const styles = [old, fresh].map((place) => membersOf(place).style);
  const style = location === 'query' || location === 'cookie' ? 'form' : 'simple';
  const isForm = (styles[0] ?? style) === 'form' && (styles[1] ?? style) === 'form';
  return {
    ...{ required: false, deprecated: false, allowReserved: false, allowEmptyValue: false },
    ...{ style, explode: isForm },
  };
}
