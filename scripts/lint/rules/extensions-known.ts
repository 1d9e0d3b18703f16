import { extensions } from '../extensions.ts';
import { members, type Context, type Rule } from '../rule.ts';

/** Plain OpenAPI says everything else, so that any tool can read it. */
export const extensionsKnown: Rule = {
  id: 'extensions-known',
  summary: `Every extension is one of ${[...extensions.keys()].join(', ')}.`,
  visit: () => ({
    any(node, context) {
      // where names are free, as in `properties` or `headers`, `x-` has no meaning
      if (context.type.extensionsPrefix !== undefined) judge(node, context);
    },
    ref: judge,
  }),
};

function judge(node: unknown, { report, location }: Context): void {
  for (const name of Object.keys(members(node)))
    if (name.startsWith('x-') && !extensions.has(name))
      report({
        message:
          `\`${name}\` is not an extension of this package: it has ${[...extensions.keys()].join(', ')}. ` +
          'Say it in plain OpenAPI, or switch this rule off if another tool reads it.',
        location: location.child([name]).key(),
      });
}
