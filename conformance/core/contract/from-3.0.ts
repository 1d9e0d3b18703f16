import type { Source } from '../source.ts';

type Members = { [member: string]: unknown };
/** An object that the upgrade adds, and the position of the keyword that it comes from. */
type Added = { readonly node: Members; readonly source: Source };

/** Keywords that don't constrain instances: they stay when the others move into a branch. */
const annotations = new Set(
  'title description default example readOnly writeOnly deprecated externalDocs xml'.split(' '),
);
/** Fields of a Path Item Object that no other object with a `$ref` has. */
const pathItemFields = 'get put post delete options head patch trace servers parameters'.split(' ');
const composites = ['$ref', 'allOf', 'anyOf', 'oneOf'];

/**
 * Upgrades one object of an OpenAPI 3.0 description to 3.1, in place. Returns the objects it adds.
 * @see https://spec.openapis.org/oas/v3.0.4.html#schema-object
 */
export function from30(node: Members, source: Source): readonly Added[] {
  const isNullable = node.nullable === true;
  if (typeof node.nullable === 'boolean') delete node.nullable;
  upgradeBound(node, 'minimum', 'exclusiveMinimum');
  upgradeBound(node, 'maximum', 'exclusiveMaximum');
  if (node.type === 'string' && node.format === 'byte') {
    delete node.format;
    node.contentEncoding = 'base64';
  }
  if (isNullable && typeof node.type === 'string') node.type = [node.type, 'null'];
  // 3.0 gives `nullable` no effect without a `type`, but most descriptions mean it
  else if (isNullable && composites.some((keyword) => keyword in node))
    return intoBranches(node, source);
  removeSiblings(node);
  return [];
}

/** Replaces a boolean `exclusiveMinimum` or `exclusiveMaximum` by the number it stands for. */
function upgradeBound(node: Members, bound: string, exclusive: string): void {
  if (typeof node[exclusive] !== 'boolean') return;
  if (node[exclusive] && typeof node[bound] === 'number') {
    node[exclusive] = node[bound];
    delete node[bound];
  } else delete node[exclusive];
}

/** Moves the constraints of a nullable schema into a branch of `anyOf`, beside one for null. */
function intoBranches(node: Members, source: Source): readonly Added[] {
  const constraints: Members = {};
  for (const [name, value] of Object.entries(node)) {
    if (annotations.has(name) || name.startsWith('x-')) continue;
    constraints[name] = value;
    delete node[name];
  }
  removeSiblings(constraints);
  const orNull = { type: 'null' };
  node.anyOf = [constraints, orNull];
  return [
    { node: constraints, source },
    { node: orNull, source: { ...source, pointer: `${source.pointer}/nullable` } },
  ];
}

/** Removes what 3.0 ignores beside a `$ref`; only the reference of a path item has siblings. */
function removeSiblings(node: Members): void {
  if (typeof node.$ref !== 'string' || pathItemFields.some((name) => name in node)) return;
  for (const name of Object.keys(node)) if (name !== '$ref') delete node[name];
}
