import * as all from '../../lint/rules/index.ts';
import * as profiles from '../../lint/profiles/index.ts';
import type { Profile } from '../../lint/profiles/profile.ts';
import { docstringOf, textOf, type Page } from './page.ts';

const head = `# Lint rules

\`npm run generate\` writes this page. These are the rules of this package, which a configuration names as \`contracts/<rule>\`, and
their severity in each profile. The rules of Redocly are in [its reference](https://redocly.com/docs/cli/rules/built-in-rules).

| Rule | recommended | house | Says |
|---|---|---|---|`;

const foot = `
## Rules of Redocly

\`recommended\` is Redocly's set of that name, and \`house\` its \`recommended-strict\`, with these differences. The reasons are in
[recommended.ts](profiles/recommended.ts) and [house.ts](profiles/house.ts).

| Rule | recommended | house |
|---|---|---|`;

/** The reference of the lint rules, with their severity in each profile. */
export const rules: Page = {
  path: 'scripts/lint/README.md',
  render: () => {
    const own = Object.entries(all).map(([name, { id, summary }]) => {
      const { why } = docstringOf(textOf(`scripts/lint/rules/${id}.ts`), name);
      return `| \`${id}\` | ${severities(`contracts/${id}`)} | ${[summary, why].join(' ').trim()} |`;
    });
    const others = new Set(
      Object.values<Profile>(profiles).flatMap((profile) => Object.keys(profile.rules)),
    );
    const changed = [...others]
      .filter((rule) => !rule.startsWith('contracts/'))
      .sort()
      .map((rule) => `| \`${rule}\` | ${severities(rule, 'as Redocly')} |`);
    return Promise.resolve(
      [head, ...own, foot, ...changed, ''].join('\n').replace('|\n\n\n', '|\n\n'),
    );
  },
};

const severities = (rule: string, otherwise = 'off'): string =>
  [profiles.recommended, profiles.house]
    .map(({ rules: { [rule]: setting = otherwise } }) =>
      typeof setting === 'string' ? setting : setting.severity,
    )
    .join(' | ');
