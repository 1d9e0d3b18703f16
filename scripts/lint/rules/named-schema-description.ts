import { isText, members } from '../rule.ts';
import type { Location, Rule } from '../rule.ts';

/**
 * Schemas with a name become types with a name, and the description becomes their documentation.
 */
export const namedSchemaDescription: Rule = {
  id: 'named-schema-description',
  summary: 'Every schema that is a component or is referred to is described.',
  visit: () => {
    const known = new Set<string>();
    const isDescribed = (schema: unknown, location: Location): boolean => {
      const isNew = !known.has(location.absolutePointer);
      known.add(location.absolutePointer);
      return !isNew || isText(members(schema).description);
    };
    const message =
      'This schema is not described. Add a `description` that says what it stands for.';
    return {
      ref(_reference, { report, type }, { node, location }) {
        if (type.name !== 'Schema' || location === undefined || isDescribed(node, location)) return;
        report({ message, location });
      },
      NamedSchemas(schemas, { report, location }) {
        for (const [name, schema] of Object.entries(schemas)) {
          const place = location.child([name]);
          // a component that only refers to a file is judged there
          if (members(schema).$ref === undefined && !isDescribed(schema, place)) {
            report({ message, location: place.key() });
          }
        }
      },
    };
  },
};
