import { extensions } from '../extensions.ts';
import { members } from '../rule.ts';
import type { Context, Rule } from '../rule.ts';

/** Everything else is said in plain OpenAPI, so that any tool can read it. */
export const extensionsValid: Rule = {
  id: 'extensions-valid',
  summary:
    'Every extension is one of this repository, stands where it is read, and has the form its schema asks for.',
  visit: () => ({
    any(node, context) {
      // where names are free, as in `properties` or `headers`, `x-` has no meaning
      if (context.type.extensionsPrefix !== undefined) judge(node, context);
    },
    ref: judge,
  }),
};

function judge(node: unknown, { report, type, location }: Context): void {
  for (const [name, value] of Object.entries(members(node))) {
    if (!name.startsWith('x-')) continue;
    const place = location.child([name]);
    const extension = extensions.get(name);
    if (extension === undefined) {
      report({
        message:
          `\`${name}\` is not an extension of this repository: it has ${[...extensions.keys()].join(', ')}. ` +
          'Say it in plain OpenAPI, or document the extension in spec/README.md with a schema in spec/extensions.',
        location: place.key(),
      });
    } else if (!extension.standsAt(type.name)) {
      report({
        message: `\`${name}\` has no effect here. It belongs ${extension.where}.`,
        location: place.key(),
      });
    } else {
      for (const { path, message } of extension.flaws(value, type.name)) {
        report({
          message: `${message} See spec/extensions/${name}.schema.json.`,
          location: location.child([name, ...path]),
        });
      }
    }
  }
}
