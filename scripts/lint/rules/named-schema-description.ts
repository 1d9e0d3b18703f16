import { isText, members, type Location, type Rule } from '../rule.ts';

/** A named schema becomes a type with that name, and its description the type's documentation. */
export const namedSchemaDescription: Rule = {
  id: 'named-schema-description',
  summary: 'Every schema that is a component or is referred to is described.',
  visit: () => {
    const known = new Set<string>();
    const isFlawed = (schema: unknown, { absolutePointer }: Location): boolean => {
      if (known.has(absolutePointer)) return false;
      known.add(absolutePointer);
      return !isText(members(schema).description);
    };
    const message =
      'This schema is not described. Add a `description` that says what it stands for.';
    return {
      ref(_reference, { report, type }, { node, location }) {
        if (type.name === 'Schema' && location && isFlawed(node, location))
          report({ message, location });
      },
      NamedSchemas(schemas, { report, location }) {
        for (const [name, schema] of Object.entries(schemas)) {
          const place = location.child([name]);
          // a component that only refers to a file is judged there
          if (members(schema).$ref === undefined && isFlawed(schema, place))
            report({ message, location: place.key() });
        }
      },
    };
  },
};
