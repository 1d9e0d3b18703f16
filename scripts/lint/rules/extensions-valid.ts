import { extensions } from '../extensions.ts';
import { members, type Context, type Rule } from '../rule.ts';

/** Plain OpenAPI says everything else, so that any tool can read it. */
export const extensionsValid: Rule = {
  id: 'extensions-valid',
  summary: 'Every extension is one of this repository, at a place where it is read, and valid.',
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
    const key = location.child([name]).key();
    const extension = extensions.get(name);
    if (extension === undefined)
      report({
        message:
          `\`${name}\` is not an extension of this repository: it has ${[...extensions.keys()].join(', ')}. ` +
          'Say it in plain OpenAPI, or document the extension in spec/README.md with a schema in spec/extensions.',
        location: key,
      });
    else if (!extension.isReadAt(type.name))
      report({
        message: `\`${name}\` has no effect here. It belongs ${extension.where}.`,
        location: key,
      });
    else
      for (const { path, message } of extension.flaws(value, type.name))
        report({
          message: `${message} See spec/extensions/${name}.schema.json.`,
          location: location.child([name, ...path]),
        });
  }
}
