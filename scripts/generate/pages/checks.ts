import type { Check } from '../../../conformance/checks/check.ts';
import * as all from '../../../conformance/checks/index.ts';
import { mutants } from '../../../conformance/corpus/mutants.ts';
import type { Mutant } from '../../../conformance/corpus/mutants/mutant.ts';
import { described, startByHand } from '../../../conformance/corpus/subjects.ts';
import { assignmentOf } from '../../../conformance/corpus/score.ts';
import { plainOf } from '../../../conformance/report/reporters/finding.ts';
import type { Finding } from '../../../conformance/report/report.ts';
import { run } from '../../../conformance/run/run.ts';
import { docstringOf, settled, type Page } from './page.ts';

/** The reference of the checks: one section each, with a finding of a mutant that trips it. */
export const checks: Page = {
  path: 'conformance/checks/README.md',
  async render() {
    const sections: string[] = [];
    for (const [name, check] of Object.entries(all)) sections.push(await section(name, check));
    return `# Checks

\`npm run generate\` writes this page. A check judges one exchange: a request and the response to it.
\`--exclude ID\` leaves a check out, \`--severity ID=warning\` (or \`severities:\` in the configuration) changes its
severity, and \`--baseline FILE\` accepts single findings.

| Check | Rule |
|---|---|
${Object.values(all)
  .map(({ id, summary }) => `| [\`${id}\`](#${id}) | ${summary} |`)
  .join('\n')}

${sections.join('\n')}`;
  },
};

async function section(name: string, check: Check): Promise<string> {
  const { why, clauses } = docstringOf(`conformance/checks/${check.id}.ts`, name);
  const mutant = mutants.find(({ trips }) => trips.length === 1 && trips[0] === check.id);
  const finding = mutant && (await findingOf(mutant, check));
  return [
    `## ${check.id}\n`,
    `${check.summary}${why === '' ? '' : ` ${why}`}\n`,
    `- Column in the table of a report: \`${check.label}\``,
    ...(finding ? [`- Severity: \`${finding.severity}\``] : []),
    ...clauses.map((clause) => `- Source: <${clause}>`),
    ...(mutant && finding
      ? [`\nA finding, of an implementation with this fault: ${mutant.reason}\n`, block(finding)]
      : []),
    '',
  ].join('\n');
}

/** A finding as a report shows it. Values of a response are cut before anything that is random in them. */
const block = (finding: Finding): string =>
  `\`\`\`\n${settled(plainOf(finding)).replace(/^(actual .{60}).+$/m, '$1…')}\n\`\`\``;

/** The finding of a check in a run against one mutant. */
async function findingOf(mutant: Mutant, check: Check): Promise<Finding | undefined> {
  const subject = described.find(({ api }) => api === mutant.api)!;
  await using server = await startByHand(mutant.id);
  const report = await run([assignmentOf(subject, server.url)], {
    // only a check of silence waits this long
    timeout: check.judgeSilence ? 2000 : 10_000,
    operations: [mutant.operation],
  });
  return report.findings.find((finding) => finding.check === check.id);
}
