import { otherSamples } from '../../diff/compare/testing.ts';
import type { Rule, Severity } from '../../diff/difference.ts';
import { severities } from '../../diff/report.ts';
import * as all from '../../diff/rules/index.ts';
import { schemaSamples } from '../../diff/rules/testing.ts';
import { changesOfEdit } from '../../diff/testing.ts';
import { introduction, reference, type Page } from './page.ts';

const head = `# Rules of \`diff\`

\`npm run generate\` writes this page. A rule says what a change means for clients that keep to the old description: it is
breaking, dangerous or safe. \`--severity RULE=SEVERITY\` says otherwise, and \`--severity RULE=off\` leaves its changes out.
What clients send may get wider, and what they receive narrower: the same change is often breaking in a request and safe in a
response. [Why no library does this](../../conformance/decisions/0016-what-breaks-clients.md).

| Rule | Is about |
|---|---|`;

/** The reference of the rules of \`diff\`: one section each, with a change for each severity. */
export const changes: Page = {
  path: 'scripts/diff/README.md',
  render: () =>
    Promise.resolve(
      reference(
        head,
        Object.values(all),
        Object.entries(all).map(([name, rule]) => sectionOf(name, rule)),
      ),
    ),
};

function sectionOf(name: string, rule: Rule): string {
  const { heading, sources } = introduction(`scripts/diff/rules/${rule.id}.ts`, name, rule);
  const reasons = reasonsOf(rule.id);
  const examples = severities.flatMap((severity) => {
    const reason = reasons.get(severity);
    return reason === undefined ? [] : [`- ${severity}: ${reason}`];
  });
  return [heading, ...examples, ...sources, ''].join('\n');
}

/** The first reason of each severity that the samples of a rule show. */
function reasonsOf(id: string): Map<Severity, string> {
  const sample = { ...schemaSamples, ...otherSamples }[id];
  if (!sample) throw new Error(`The rule ${id} has no sample.`);
  const found = sample.trips.flatMap(([, edit]) =>
    changesOfEdit(edit, sample.before).filter(({ rule }) => rule === id),
  );
  return new Map(found.reverse().map(({ severity, reason }) => [severity, reason]));
}
