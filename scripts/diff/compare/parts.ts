import type { Scope } from '../difference.ts';
import { aspects } from '../schema/aspects.ts';
import { placeOf, valuesOf } from '../schema/whole.ts';
import type { Walk } from '../walk.ts';
import { isSame } from './same.ts';
import type { Wholes } from './compared.ts';

/** Keywords that are compared by themselves, or that name schemas for others to refer to. */
const compared = new Set([
  ...aspects.flatMap(({ keywords }) => keywords),
  ...'$ref allOf anyOf oneOf properties required additionalProperties unevaluatedProperties'.split(
    ' ',
  ),
  ...'items unevaluatedItems contains propertyNames contentSchema not prefixItems'.split(' '),
  ...'patternProperties dependentSchemas readOnly writeOnly'.split(' '),
  ...'$id $schema $anchor $dynamicAnchor $comment $defs definitions'.split(' '),
]);

const annotations = new Set(['title', 'description', 'externalDocs', 'x-source']);
const examples = new Set(['example', 'examples']);

/** Compares every other keyword of two schemas, so that no difference goes unsaid. */
export function compareParts(walk: Walk, wholes: Wholes, scope: Scope): void {
  const { documents } = walk;
  const names = new Set(
    [wholes.old, wholes.new].flatMap(({ parts }) => parts.flatMap(({ node }) => Object.keys(node))),
  );
  for (const name of names) {
    if (compared.has(name)) continue;
    const old = valuesOf(wholes.old, name);
    const fresh = valuesOf(wholes.new, name);
    if (isSame(documents, old, fresh, name.startsWith('x-') ? 'named' : 'followed')) continue;
    walk.tell(scope, {
      of: subjectOf(name),
      aspect: name,
      old: old[0],
      new: fresh[0],
      sources: {
        old: placeOf(wholes.old, documents.old, name).source,
        new: placeOf(wholes.new, documents.new, name).source,
      },
    });
  }
}

function subjectOf(name: string): 'annotation' | 'example' | 'extension' | 'schema' {
  if (annotations.has(name)) return 'annotation';
  if (examples.has(name)) return 'example';
  return name.startsWith('x-') ? 'extension' : 'schema';
}
