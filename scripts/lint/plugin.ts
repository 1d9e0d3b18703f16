import * as profiles from './profiles/index.ts';
import * as rules from './rules/index.ts';

/**
 * The rules and profiles of this package as a plugin of Redocly, so that its configuration, its command
 * and editors know them: `extends: [contracts/recommended]` or `[contracts/house]`.
 * @see https://redocly.com/docs/cli/custom-plugins
 */
export default function plugin() {
  return {
    id: 'contracts',
    rules: { oas3: Object.fromEntries(Object.values(rules).map(({ id, visit }) => [id, visit])) },
    configs: profiles,
  };
}
