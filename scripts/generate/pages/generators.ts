import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Case } from '../../../conformance/generators/case.ts';
import type { CaseGenerator } from '../../../conformance/generators/generator.ts';
import * as all from '../../../conformance/generators/index.ts';
import { planOperation } from '../../../conformance/plan/plan.ts';
import { apis } from '../../../spec/apis.ts';
import { introduction, reference, type Page } from './page.ts';

/** The description with every keyword, for generators that plan no case for our own APIs. */
const synthetic = ['synthetic', 'conformance/corpus/synthetic/openapi.yaml'] as const;

const head = `# Generators

\`npm run generate\` writes this page. A generator is one idea for cases. The plan verifies each case on its wire form: a
valid one breaks no rule, an invalid one exactly the rule that it names. \`--dry-run\` prints all cases, \`--case ID\`
sends one, \`--only valid\` or \`--only invalid\` one kind, and \`--max-cases N\` at most N of each operation.

| Generator | Cases |
|---|---|`;

/** The reference of the generators: one section each, with a case that it plans. */
export const generators: Page = {
  path: 'conformance/generators/README.md',
  async render() {
    const cases = [...Object.entries(apis), synthetic]
      .flatMap(([api, file]) => loadContract(api, file).operations)
      .flatMap((operation) => {
        const plan = planOperation(operation, {});
        return 'unusable' in plan ? [] : plan.cases;
      })
      .flatMap((planned) => [planned, ...(planned.components ?? [])]);
    const sections = Object.entries(all).map(([name, one]) => sectionOf(name, one, cases));
    return reference(head, Object.values(all), sections);
  },
};

/** The section of one generator, with its first case. Throws where there is none. */
export function sectionOf(
  name: string,
  generator: Pick<CaseGenerator, 'id' | 'summary'>,
  cases: readonly Case[],
): string {
  const { id } = generator;
  const { heading, sources } = introduction(`conformance/generators/${id}.ts`, name, generator);
  const example = cases.find((candidate) => candidate.generator === id);
  if (!example) throw new Error(`The generator ${id} plans no case for any description.`);
  const { intent, reason } = example;
  const line = `- A case: \`${example.id}\`, ${intent}, because ${reason}.\n`;
  return [heading, ...sources, line].join('\n');
}
