import { pointerOf, tokensOf } from '../../../conformance/core/pointer.ts';
import { DescriptionNode } from '../description-node.ts';
import { isText, type Location, type Rule } from '../rule.ts';

type Missing = { readonly schema: string; readonly name: string; readonly at: Location };

/** A member that is required and described nowhere is most often misspelt, and generated code lacks it. */
export const requiredDescribed: Rule = {
  id: 'required-described',
  summary:
    'Every required member is a property of the schema, or of one that applies to the same value.',
  visit: () => {
    const missing: Missing[] = [];
    const schemas = new Map<string, DescriptionNode>();
    // what is referred to as a part of another schema, which may describe its members
    const parts = new Set<string>();
    return {
      ref(_reference, { location }, { location: target }) {
        if (target && inPart.test(location.pointer)) parts.add(target.absolutePointer);
      },
      Schema(schema, context) {
        const { location } = context;
        const { source, pointer } = location;
        const place = placeOf(source.absoluteRef, pointer.slice(1));
        schemas.set(place, new DescriptionNode(schema, context));
        const { required, patternProperties } = schema;
        if (!Array.isArray(required) || patternProperties !== undefined) return;
        // what a value must not have need not be described
        if (/\/not(?:\/|$)/.test(location.pointer)) return;
        for (const [index, name] of required.entries())
          if (isText(name) && !isDescribed(name, location, schemas))
            missing.push({
              ...{ schema: location.absolutePointer, name },
              at: location.child(['required', index]),
            });
      },
      Root: {
        leave(_root, { report }) {
          for (const { schema, name, at } of missing)
            if (!parts.has(schema))
              report({
                message: `\`${name}\` is required, and no property of this name is described. Correct the name, or describe the property.`,
                location: at,
              });
        },
      },
    };
  },
};

/** The whole of a file is `/` or nothing. */
const placeOf = (file: string, pointer: string): string =>
  `${file}#${pointer === '/' ? '' : pointer}`;

/** A place inside of one of several schemas that apply to the same value. */
const inPart = /\/(?:(?:allOf|anyOf|oneOf)\/\d+|not|if|then|else|dependentSchemas\/[^/]+)(?:\/|$)/;

/** Whether a member is described by its schema, or from a schema around it: that may have several parts. */
function isDescribed(
  name: string,
  { source, pointer }: Location,
  schemas: ReadonlyMap<string, DescriptionNode>,
): boolean {
  let path = [name];
  let tokens: readonly string[] | undefined = tokensOf(pointer === '#/' ? '' : pointer.slice(1));
  while (tokens) {
    const schema = schemas.get(placeOf(source.absoluteRef, pointerOf(tokens)));
    if (schema?.describes(pointerOf(path))) return true;
    const [above = '', last = ''] = tokens.slice(-2);
    if (above === 'properties') path = [last, ...path];
    if (last === 'items') path = ['*', ...path];
    tokens = around(tokens, above, last);
  }
  return false;
}

/** The place of the schema around a schema. */
function around(tokens: readonly string[], above: string, last: string) {
  if (['properties', 'dependentSchemas', 'allOf', 'anyOf', 'oneOf'].includes(above))
    return tokens.slice(0, -2);
  return ['items', 'if', 'then', 'else'].includes(last) ? tokens.slice(0, -1) : undefined;
}
