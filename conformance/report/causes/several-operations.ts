import type { Finding } from '../report.ts';
import type { Cause, Evidence } from './cause.ts';
import { answerInWords, departureOf, listOf, operationsOf } from './evidence.ts';

/** The same departure in several operations: a status, a media type, the syntax of bodies, … */
export const severalOperations: Cause = {
  id: 'several-operations',
  *explain(evidence) {
    const keyed = Map.groupBy(evidence.findings, (finding) => keyOf(evidence, finding));
    for (const findings of keyed.values()) {
      const ids = operationsOf(evidence, findings);
      if (ids.length < 2) continue;
      yield {
        place: departureOf(findings[0]!),
        message: `${findings[0]!.message} It is so in ${ids.length} operations: ${listOf(ids)}.`,
        findings,
      };
    }
  },
};

/** Located rules are the same only where the description has them at one place. */
const located = /^[^/]+\/(?:(?:path|query|header|cookie|body)\/|\d+:)/;

function keyOf(evidence: Evidence, finding: Finding): string {
  const departure = departureOf(finding);
  const answer = evidence.outcomeOf(finding)?.answer;
  const says = answer === undefined || answer.meaning === 'success' ? '' : answerInWords(answer);
  const isAboutAnswer = ['valid-accepted', 'no-server-error'].includes(finding.check);
  return [
    departure,
    located.test(departure) ? `${finding.source} ${finding.pointer}` : '',
    isAboutAnswer ? says : '',
  ].join('\n');
}
