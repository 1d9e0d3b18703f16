import { members, type Rule } from '../rule.ts';

/** The mock answers with named examples, and refusals refer to them by name. */
export const mediaTypeNamedExamples: Rule = {
  id: 'media-type-named-examples',
  summary: 'Every media type with a schema has at least one named example.',
  visit: () => ({
    MediaType({ schema, example, examples }, { report, location }) {
      if (schema === undefined || Object.keys(members(examples)).length > 0) return;
      const advice =
        example === undefined ? '' : ' The one under `example` has no name: move it there.';
      report({
        message: `This media type has a schema but no named example. Add one under \`examples\`.${advice}`,
        location: location.key(),
      });
    },
  }),
};
