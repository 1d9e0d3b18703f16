import type { Documents } from '../contract/documents.ts';
import { isObject, type Node } from '../pointer.ts';
import type { Source } from '../source.ts';
import { wrongKeyword } from './keyword-values.ts';

/** How many schemas of one value may be nested: each takes a part of the stack. */
const deepest = 300;

/** Why a schema can't validate, and where. */
export type Unusable = { readonly source: Source; readonly reason: string };

/** Keywords whose subschemas apply to the same instance, whatever it is. */
const inPlace = ['allOf', 'anyOf', 'oneOf', 'not', 'if'];
const keywords = [
  ...inPlace,
  ...['then', 'else', 'items', 'prefixItems', 'contains', 'additionalProperties', 'propertyNames'],
  ...['unevaluatedItems', 'unevaluatedProperties'],
];
const maps = ['properties', 'patternProperties', 'dependentSchemas'];

/**
 * Why a schema, or one that it reaches, can't be used: a keyword has a value that it can't have, or
 * a schema applies itself to the same instance without end.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-9.4.1
 */
export function unusableIn(documents: Documents): (schema: unknown) => Unusable | undefined {
  const usable = new WeakSet<object>();
  const finite = new WeakSet<object>();
  return (start) => {
    const seen = new Set<object>();
    const add = (value: unknown) => {
      if (isObject(value) && !usable.has(value)) seen.add(value);
    };
    add(start);
    // a set takes in what is added while it is walked
    for (const schema of seen) {
      const problem = wrongIn(schema as Node, documents) ?? endless(schema, documents, finite);
      if (problem) return problem;
      for (const part of partsOf(schema as Node, documents)) add(part);
    }
    for (const schema of seen) usable.add(schema);
    return undefined;
  };
}

function wrongIn(schema: Node, { sourceOf }: Documents): Unusable | undefined {
  const wrong = wrongKeyword(schema);
  if (!wrong) return undefined;
  const { file, pointer } = sourceOf(schema);
  const source = { file, pointer: `${pointer}/${wrong.keyword}` };
  return { source, reason: `this schema can't be used: ${wrong.reason}.` };
}

const referred = ({ $ref }: Node, { target }: Documents): unknown[] =>
  typeof $ref === 'string' ? [target($ref)] : [];

function partsOf(schema: Node, documents: Documents): unknown[] {
  return [
    ...referred(schema, documents),
    ...keywords.flatMap((keyword) => schema[keyword]),
    ...maps.flatMap((keyword) => (isObject(schema[keyword]) ? Object.values(schema[keyword]) : [])),
  ];
}

/** The schemas that apply to the same instance. */
const appliedBy = (schema: Node, documents: Documents): Node[] =>
  [...referred(schema, documents), ...inPlace.flatMap((keyword) => schema[keyword])].filter(
    isObject,
  );

/** Whether a schema leads back to itself by keywords that apply to the same instance. */
function endless(
  start: object,
  documents: Documents,
  finite: WeakSet<object>,
): Unusable | undefined {
  if (finite.has(start)) return undefined;
  const path = new Set<object>();
  const left: { readonly schema: object; readonly isDone: boolean }[] = [
    { schema: start, isDone: false },
  ];
  for (let next = left.pop(); next; next = left.pop()) {
    const { schema, isDone } = next;
    if (isDone) {
      path.delete(schema);
      finite.add(schema);
    } else if (path.has(schema)) {
      const reason = "this schema can't be used: it refers to itself without end.";
      return { source: documents.sourceOf(schema), reason };
    } else if (path.size >= deepest) {
      const reason = `this schema can't be used: more than ${deepest} schemas apply to one value, each within another.`;
      return { source: documents.sourceOf(schema), reason };
    } else if (!finite.has(schema)) {
      path.add(schema);
      left.push({ schema, isDone: true });
      const node = schema as Node;
      left.push(...appliedBy(node, documents).map((part) => ({ schema: part, isDone: false })));
    }
  }
  return undefined;
}
