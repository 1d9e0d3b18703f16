import type { Finding } from '../report.ts';
import type { Answered, Cause, Evidence } from './cause.ts';
import { answerInWords, operationsInWords } from './evidence.ts';

/** An operation that answers every valid request with a 5xx, and what it shows. */
type Failing = {
  readonly id: string;
  readonly first: Answered;
  /** Whether it answers the other requests with a 5xx too. */
  readonly isTotal: boolean;
  readonly findings: readonly Finding[];
};

/** Operations that fail whatever is sent: a missing module, no database, a wrong deployment. */
export const serverFailure: Cause = {
  id: 'server-failure',
  *explain(evidence) {
    const asked = evidence.operations.filter(({ id }) => evidence.answeredIn(id).length > 0);
    const failing = asked.flatMap(({ id }) => failureOf(evidence, id) ?? []);
    if (failing.length > 1 && failing.length === asked.length) {
      yield explained(failing, '', evidence);
      return;
    }
    // several operations that fail in the same words lack the same thing
    const groups = Map.groupBy(failing, ({ first }) => answerInWords(first.answer));
    for (const group of groups.values()) yield explained(group, group[0]!.id, evidence);
  },
};

function explained(failing: readonly Failing[], place: string, evidence: Evidence) {
  const isTotal = failing.every((one) => one.isTotal);
  const subject = operationsInWords(
    failing.map(({ id }) => id),
    evidence,
  );
  return {
    place,
    message: `Every ${isTotal ? '' : 'valid '}request to ${subject} is answered with a server error, such as ${answerInWords(failing[0]!.first.answer)}. Read the log of the server first: nothing else can be said before a valid request succeeds.`,
    findings: failing.flatMap(({ findings }) => findings),
  };
}

function failureOf(evidence: Evidence, id: string): Failing | undefined {
  const answered = evidence.answeredIn(id);
  const fails = ({ answer }: Answered) => answer.meaning === 'failure';
  const valid = answered.filter(({ intent }) => intent === 'valid');
  if (valid.length === 0 || !valid.every(fails)) return undefined;
  const failed = new Set(answered.filter(fails).map((outcome) => outcome.id));
  const findings = evidence
    .findingsIn(id)
    .filter(({ cases }) => cases.every((each) => failed.has(each)));
  const isOfValid = ({ check, case: shown }: Finding) =>
    check === 'no-server-error' && valid.some((outcome) => outcome.id === shown);
  return {
    id,
    first: valid.find(({ isPlain }) => isPlain) ?? valid[0]!,
    // a request with another method may not reach the operation
    isTotal: answered.every((one) => fails(one) || one.breaks?.startsWith('method ')),
    findings: findings.toSorted((one, other) => Number(isOfValid(other)) - Number(isOfValid(one))),
  };
}
