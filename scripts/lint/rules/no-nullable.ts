import type { Rule } from '../rule.ts';

/** @see https://spec.openapis.org/oas/v3.1.1.html#schema-object */
export const noNullable: Rule = {
  id: 'no-nullable',
  summary: 'No schema uses `nullable`, which OpenAPI 3.1 no longer knows.',
  visit: () => ({
    Schema(schema, { report, location }) {
      if (schema.nullable === undefined) return;
      report({
        message:
          '`nullable` is a word of OpenAPI 3.0 and does nothing in 3.1. ' +
          "Add 'null' to `type` if the value may be null, or leave the word out.",
        location: location.child('nullable').key(),
      });
    },
  }),
};
