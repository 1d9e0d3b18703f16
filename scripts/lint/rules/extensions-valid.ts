import { extensions } from '../extensions.ts';
import { members, type Context, type Rule } from '../rule.ts';

/** An extension that is misspelt or misplaced has no effect, and no tool says so. */
export const extensionsValid: Rule = {
  id: 'extensions-valid',
  summary: `Every ${[...extensions.keys()].join(', ')} stands where it is read, and keeps its schema.`,
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
    const extension = extensions.get(name);
    if (extension === undefined) continue;
    if (!extension.isReadAt(type.name))
      report({
        message: `\`${name}\` has no effect here. It belongs ${extension.where}.`,
        location: location.child([name]).key(),
      });
    else
      for (const { path, message } of extension.flaws(value, type.name))
        report({
          message: `${message} See spec/extensions/${name}.schema.json.`,
          location: location.child([name, ...path]),
        });
  }
}
