import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Case } from '../../../conformance/generators/case.ts';
import * as all from '../../../conformance/generators/index.ts';
import { planOperation } from '../../../conformance/plan/plan.ts';
import { apis } from '../../../spec/apis.ts';
import { docstringOf, type Page } from './page.ts';

/** The description with every keyword, for generators that our own APIs give nothing to do. */
const synthetic = 'conformance/corpus/synthetic/openapi.yaml';

/** The reference of the generators: one section each, with a case that it plans. */
export const generators: Page = {
  path: 'conformance/generators/README.md',
  async render() {
    const cases = casesByGenerator();
    const sections = Object.entries(all).map(([name, { id, summary }]) => {
      const { why, clauses } = docstringOf(`conformance/generators/${id}.ts`, name);
      const example = cases.get(id);
      return [
        `## ${id}\n`,
        `${summary}${why === '' ? '' : ` ${why}`}\n`,
        ...clauses.map((clause) => `- Source: <${clause}>`),
        ...(example
          ? [`- A case: \`${example.id}\`, ${example.intent}, because ${example.reason}.`]
          : []),
        '',
      ].join('\n');
    });
    return `# Generators

\`npm run generate\` writes this page. A generator is one idea for cases. The plan verifies each case on its wire form: a
valid one breaks no rule, an invalid one exactly the rule that it names. \`--dry-run\` prints all cases, \`--case ID\`
sends one, \`--only valid\` or \`--only invalid\` one kind, and \`--max-cases N\` at most N of each operation.

| Generator | Cases |
|---|---|
${Object.values(all)
  .map(({ id, summary }) => `| [\`${id}\`](#${id}) | ${summary} |`)
  .join('\n')}

${sections.join('\n')}`;
  },
};

/** The first case of each generator, also where it is a component of a combined one. */
function casesByGenerator(): ReadonlyMap<string, Case> {
  const first = new Map<string, Case>();
  for (const [api, file] of [...Object.entries(apis), ['synthetic', synthetic] as const])
    for (const operation of loadContract(api, file).operations) {
      const plan = planOperation(operation, {});
      if ('unusable' in plan) continue;
      for (const one of plan.cases.flatMap((planned) => [planned, ...(planned.components ?? [])]))
        if (!first.has(one.generator)) first.set(one.generator, one);
    }
  return first;
}
