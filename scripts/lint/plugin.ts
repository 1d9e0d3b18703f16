import { isObject } from '../../conformance/core/pointer.ts';
import * as profiles from './profiles/index.ts';
import type { Visit, Visitor } from './rule.ts';
import * as rules from './rules/index.ts';

/**
 * The rules and profiles of this package as a plugin of Redocly, so that its configuration, its command
 * and editors know them: `extends: [contracts/recommended]` or `[contracts/house]`.
 * @see https://redocly.com/docs/cli/custom-plugins
 */
export default function plugin() {
  return {
    id: 'contracts',
    rules: {
      oas3: Object.fromEntries(
        Object.values(rules).map(({ id, visit }) => [
          id,
          (options: Parameters<typeof visit>[0]) => guarded(visit(options)),
        ]),
      ),
    },
    configs: profiles,
  };
}

/** A visitor that is not called with what is no object where one must be: Redocly's `struct` tells that. */
function guarded({ any, ref, ...typed }: Visitor): object {
  const visits = Object.entries(typed).map(([type, visit]) => [
    type,
    typeof visit === 'function' ? ofObjects(visit) : { leave: ofObjects(visit.leave) },
  ]);
  return { ...Object.fromEntries(visits), ...(any && { any }), ...(ref && { ref }) };
}

const ofObjects =
  (visit: Visit): Visit =>
  (node, context) => {
    if (isObject(node)) visit(node, context);
  };
