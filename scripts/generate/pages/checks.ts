import type { Check } from '../../../conformance/checks/check.ts';
import * as all from '../../../conformance/checks/index.ts';
import { mutants } from '../../../conformance/corpus/mutants.ts';
import { described, startByHand } from '../../../conformance/corpus/subjects.ts';
import { assignmentOf } from '../../../conformance/corpus/score.ts';
import { plainOf } from '../../../conformance/report/reporters/finding.ts';
import { run } from '../../../conformance/run/run.ts';
import { introduction, reference, settled, type Page } from './page.ts';

const head = `# Checks

\`npm run generate\` writes this page. A check judges one exchange: a request and the response to it.
\`--skip-check ID\` leaves a check out, \`--severity ID=warning\` (or \`severities:\` in the configuration) changes its
severity, and \`--baseline FILE\` accepts single findings.

| Check | Rule |
|---|---|`;

/** The reference of the checks: one section each, with a finding of a mutant that trips it. */
export const checks: Page = {
  path: 'conformance/checks/README.md',
  async render() {
    const sections: Promise<string>[] = [];
    for (const [name, check] of Object.entries(all)) {
      const section = sectionOf(name, check);
      sections.push(section);
      // a check of silence waits for its time limit, so the others run meanwhile, one by one
      if (!check.judgeSilence) await section;
    }
    return reference(head, Object.values(all), await Promise.all(sections));
  },
};

/** The section of one check. Throws where no mutant trips only this check. */
export async function sectionOf(name: string, check: Check): Promise<string> {
  const mutant = mutants.find(({ trips }) => trips.length === 1 && trips[0] === check.id);
  if (!mutant) throw new Error(`The check ${check.id} has no mutant that trips no other check.`);
  const { heading, sources } = introduction(`conformance/checks/${check.id}.ts`, name, check);
  await using server = await startByHand(mutant.id);
  const subject = described.find(({ api }) => api === mutant.api)!;
  const { findings } = await run([assignmentOf(subject, server.url)], {
    // only a check of silence waits this long
    timeout: check.judgeSilence ? 2000 : 10_000,
    operations: [mutant.operation],
  });
  const finding = findings.find((candidate) => candidate.check === check.id);
  if (!finding) throw new Error(`The check ${check.id} has no finding on the mutant ${mutant.id}.`);
  // cuts the values of a response before anything random in them
  const block = settled(plainOf(finding)).replace(/^(actual .{60}).+$/m, '$1…');
  return [
    heading,
    `- Column in the table of a report: \`${check.label}\``,
    `- Severity: \`${finding.severity}\``,
    ...sources,
    `\nA finding, of an implementation with this fault: ${mutant.reason}\n`,
    `\`\`\`\n${block}\n\`\`\`\n`,
  ].join('\n');
}
