import { members } from '../rule.ts';
import type { Rule } from '../rule.ts';

/** The mock answers with named examples, and refusals refer to them by name. */
export const mediaTypeNamedExamples: Rule = {
  id: 'media-type-named-examples',
  summary: 'Every media type with a schema carries at least one named example.',
  visit: () => ({
    MediaType(mediaType, { report, location }) {
      if (mediaType.schema === undefined) return;
      if (Object.keys(members(mediaType.examples)).length > 0) return;
      const single =
        mediaType.example === undefined
          ? ''
          : ' The one under `example` has no name: move it there.';
      report({
        message: `This media type has a schema but no named example. Add one under \`examples\`.${single}`,
        location: location.key(),
      });
    },
  }),
};
