import type { Check } from '../../../conformance/checks/check.ts';
import * as all from '../../../conformance/checks/index.ts';
import { mutants } from '../../../conformance/corpus/mutants.ts';
import { described, startByHand } from '../../../conformance/corpus/subjects.ts';
import { assignmentOf } from '../../../conformance/corpus/score.ts';
import { plainOf } from '../../../conformance/report/reporters/finding.ts';
import { stateFaults } from '../../../conformance/corpus/stateful/faults.ts';
import { contractOf, judge } from '../../../conformance/corpus/stateful/judge.ts';
import { statefulServers } from '../../../conformance/corpus/stateful/servers.ts';
import type { Finding } from '../../../conformance/report/report.ts';
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
  const { fault, finding } = await (check.needs === 'sequence' ? inSequence : alone)(check);
  if (!finding) throw new Error(`The check ${check.id} has no finding on a server with a fault.`);
  const { heading, sources } = introduction(`conformance/checks/${check.id}.ts`, name, check);
  // cuts the values of a response before anything random in them
  const block = settled(plainOf(finding)).replace(/^(actual .{60}).+$/m, '$1…');
  return [
    heading,
    `- Column in the table of a report: \`${check.label}\``,
    `- Severity: \`${finding.severity}\``,
    ...sources,
    `\nA finding, of an implementation with this fault: ${fault}\n`,
    `\`\`\`\n${block}\n\`\`\`\n`,
  ].join('\n');
}

/** A fault, and the finding of a check that shows it. */
type Shown = { readonly fault: string; readonly finding: Finding | undefined };

/** The finding of a check about what earlier requests mean. */
async function inSequence({ id }: Check): Promise<Shown> {
  const fault = stateFaults.find(({ trips }) => trips.length === 1 && trips[0] === id);
  if (!fault) throw new Error(`The check ${id} has no fault of state that trips no other check.`);
  await using server = await statefulServers[fault.server].start({ fault });
  const report = await judge(contractOf(fault.server), server, {
    plan: { maxCases: 1 },
    settling: 0,
  });
  return { fault: fault.reason, finding: report.findings.find(({ check }) => check === id) };
}

/** The finding of a check that judges each exchange by itself. */
async function alone(check: Check): Promise<Shown> {
  const mutant = mutants.find(({ trips }) => trips.length === 1 && trips[0] === check.id);
  if (!mutant) throw new Error(`The check ${check.id} has no mutant that trips no other check.`);
  await using server = await startByHand(mutant.id);
  const subject = described.find(({ api }) => api === mutant.api)!;
  const { findings } = await run([assignmentOf(subject, server.url)], {
    // only a check of silence waits this long
    timeout: check.judgeSilence ? 2000 : 10_000,
    operations: [mutant.operation],
  });
  return {
    fault: mutant.reason,
    finding: findings.find((candidate) => candidate.check === check.id),
  };
}
