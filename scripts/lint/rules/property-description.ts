import { isText, members, type Rule } from '../rule.ts';

/** A name alone rarely tells a frontend what a property holds. */
export const propertyDescription: Rule = {
  id: 'property-description',
  summary:
    'Every property of a schema is described, at the property or at the schema it refers to.',
  visit: () => ({
    Schema(schema, { report, resolve, location }) {
      for (const [name, property] of Object.entries(members(schema.properties)))
        if (![property, resolve(property).node].some((node) => isText(members(node).description)))
          report({
            message: `The property \`${name}\` is not described. Add a \`description\` that says what it holds.`,
            location: location.child(['properties', name]).key(),
          });
    },
  }),
};
