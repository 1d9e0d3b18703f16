import type { Documents } from '../contract/documents.ts';
import { isObject } from '../pointer.ts';

/**
 * The schema that a schema stands for: where it only refers to another one, that one, along a chain
 * of references. Keywords beside a `$ref` apply too, so that such a schema stands for itself.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-8.2.3.1
 */
export function meantBy(schema: unknown, { target }: Pick<Documents, 'target'>): unknown {
  let meant = schema;
  while (isObject(meant) && typeof meant.$ref === 'string' && isAlone(meant)) {
    const next = target(meant.$ref);
    if (next === undefined) break;
    meant = next;
  }
  return meant;
}

/** Members beside a `$ref` that say nothing of instances. */
const comments = new Set(['$ref', '$comment', 'title', 'description', 'deprecated']);

const isAlone = (schema: object): boolean =>
  Object.keys(schema).every((name) => comments.has(name) || name.startsWith('x-'));
