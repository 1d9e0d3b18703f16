import * as rules from './rules/index.ts';

/** The rules as a plugin of Redocly; `extends: [contract/all]` turns on all of them. */
export default function plugin() {
  const all = Object.values(rules);
  return {
    id: 'contract',
    rules: { oas3: Object.fromEntries(all.map(({ id, visit }) => [id, visit])) },
    configs: {
      all: { rules: Object.fromEntries(all.map(({ id }) => [`contract/${id}`, 'error'])) },
    },
  };
}
