import { isSameAnswer } from '../answer.ts';
import type { Finding } from '../report.ts';
import type { Answered, Cause, Evidence } from './cause.ts';
import { answerInWords, operationsInWords } from './evidence.ts';
import { numberOf } from '../number-of.ts';

/** A plainest valid request that is refused, and those that are refused in the same way. */
type Refused = {
  readonly id: string;
  readonly plain: Answered;
  readonly alike: number;
  readonly findings: readonly Finding[];
};

/** The plainest valid request is refused: what its variations add is not to blame. */
export const plainRefused: Cause = {
  id: 'plain-refused',
  *explain(evidence) {
    const refused = evidence.operations.flatMap(({ id }) => refusedIn(evidence, id) ?? []);
    for (const group of Map.groupBy(refused, ({ plain }) => answerInWords(plain.answer)).values()) {
      const ids = group.map(({ id }) => id);
      const more = group.reduce((sum, { alike }) => sum + alike - 1, 0);
      const others =
        more === 0
          ? ''
          : ` ${numberOf(more, 'variation')} of it ${more === 1 ? 'was' : 'were'} refused in the same way.`;
      yield {
        place: ids[0]!,
        message: `The plainest valid request to ${operationsInWords(ids, evidence)} was refused with ${answerInWords(group[0]!.plain.answer)}.${others}`,
        findings: group.flatMap(({ findings }) => findings),
      };
    }
  },
};

function refusedIn(evidence: Evidence, id: string): Refused | undefined {
  const valid = evidence.answeredIn(id).filter(({ intent }) => intent === 'valid');
  const plain = valid.find(({ isPlain }) => isPlain);
  if (!plain || plain.answer.meaning === 'success') return undefined;
  const alike = new Set(
    valid.filter(({ answer }) => isSameAnswer(answer, plain.answer)).map((outcome) => outcome.id),
  );
  const findings = evidence
    .findingsIn(id)
    .filter(
      ({ check, cases }) => check === 'valid-accepted' && cases.every((each) => alike.has(each)),
    );
  const isOfPlain = ({ cases }: Finding) => cases.includes(plain.id);
  return findings.length === 0
    ? undefined
    : {
        id,
        plain,
        alike: alike.size,
        findings: findings.toSorted(
          (one, other) => Number(isOfPlain(other)) - Number(isOfPlain(one)),
        ),
      };
}
