import type { Finding } from '../report.ts';
import type { Cause, Evidence } from './cause.ts';
import { operationsInWords } from './evidence.ts';

/** An operation that answers every kind of wrong credentials with `answer`. */
type Alike = {
  readonly id: string;
  readonly answer: string;
  readonly findings: readonly Finding[];
};

/** Operations that treat every kind of wrong credentials alike. */
export const needsNoCredentials: Cause = {
  id: 'credentials',
  *explain(evidence) {
    const alike = evidence.operations.flatMap(({ id }) => alikeIn(evidence, id) ?? []);
    for (const [answer, group] of Map.groupBy(alike, (one) => one.answer)) {
      const ids = group.map(({ id }) => id);
      const subject = operationsInWords(ids, evidence);
      const isOne = ids.length === 1;
      yield {
        place: isOne ? `${ids[0]}/${answer}` : answer,
        message:
          answer === 'success'
            ? `No credentials are needed in ${subject}: requests with none, with those of another scheme and with wrong ones are accepted alike.`
            : `Every kind of wrong credentials is refused with ${answer} in ${subject}, which the contract does not document for that.`,
        findings: group.flatMap(({ findings }) => findings),
      };
    }
  },
};

function alikeIn(evidence: Evidence, id: string): Alike | undefined {
  const findings = evidence.findingsIn(id).filter(({ check }) => check === 'credentials-required');
  const answers = new Set(
    evidence
      .answeredIn(id)
      .filter(({ breaks }) => breaks?.startsWith('credentials'))
      .map(({ answer: { meaning, status } }) =>
        meaning === 'success' ? 'success' : String(status),
      ),
  );
  const [answer] = answers;
  return answer === undefined || answers.size > 1 || findings.length === 0
    ? undefined
    : { id, answer, findings };
}
