import { escapeToken } from '../pointer.ts';
import type { Source } from '../source.ts';

type Members = { [member: string]: unknown };

/** What says nothing of instances, and stays where it is when the rest of a schema becomes a branch. */
const annotations = new Set([
  'title',
  'description',
  'default',
  'example',
  'readOnly',
  'writeOnly',
  'deprecated',
  'externalDocs',
  'xml',
]);
const composites = ['$ref', 'allOf', 'anyOf', 'oneOf'];

/**
 * Rewrites one object of an OpenAPI 3.0 description, in place, so that it says the same in OpenAPI 3.1.
 * What it adds is recorded with `place`, at the place of the keyword that it came from.
 * @see https://spec.openapis.org/oas/v3.0.4.html#schema-object
 */
export function from30(
  node: Members,
  source: Source,
  place: (node: object, source: Source) => void,
): void {
  const isNullable = node.nullable === true;
  if (typeof node.nullable === 'boolean') delete node.nullable;
  for (const [bound, exclusive] of [
    ['minimum', 'exclusiveMinimum'],
    ['maximum', 'exclusiveMaximum'],
  ] as const) {
    if (typeof node[exclusive] !== 'boolean') continue;
    if (node[exclusive] && typeof node[bound] === 'number') {
      node[exclusive] = node[bound];
      delete node[bound];
    } else delete node[exclusive];
  }
  if (node.type === 'string' && node.format === 'byte') {
    delete node.format;
    node.contentEncoding = 'base64';
  }
  if (isNullable && typeof node.type === 'string') node.type = [node.type, 'null'];
  else if (isNullable && composites.some((keyword) => keyword in node)) {
    // most who write this mean it, though 3.0 gives `nullable` no effect without a `type`
    const rest: Members = {};
    for (const [name, value] of Object.entries(node)) {
      if (annotations.has(name) || name.startsWith('x-')) continue;
      rest[name] = value;
      delete node[name];
    }
    const orNull = { type: 'null' };
    node.anyOf = [rest, orNull];
    place(rest, source);
    place(orNull, { file: source.file, pointer: `${source.pointer}/${escapeToken('nullable')}` });
    withoutSiblings(rest);
    return;
  }
  // the reference of a path item is the one that may have siblings
  if (!/^\/paths\/[^/]*$/.test(source.pointer)) withoutSiblings(node);
}

function withoutSiblings(node: Members): void {
  if (typeof node.$ref !== 'string') return;
  for (const name of Object.keys(node)) if (name !== '$ref') delete node[name];
}
