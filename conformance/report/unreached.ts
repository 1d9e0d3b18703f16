import type { Answer, CaseOutcome, OperationReport } from './record.ts';

/** An operation that no valid request reached: none was answered with a success. */
export type Unreached = {
  readonly api: string;
  readonly operation: string;
  /** A sentence: what became of its valid requests. */
  readonly reason: string;
};

/**
 * The operations without a success, with what became of their valid requests. Of those that had no
 * valid request at all nothing is said, and neither of those that are told elsewhere.
 */
export function unreachedIn(
  outcomes: readonly CaseOutcome[],
  operations: readonly OperationReport[],
  isTold: (operation: OperationReport) => boolean,
): readonly Unreached[] {
  const byOperation = Map.groupBy(outcomes, ({ api, operation }) => `${api} ${operation}`);
  return operations.flatMap((operation) => {
    const { api, id } = operation;
    const valid = (byOperation.get(`${api} ${id}`) ?? []).filter(
      ({ intent }) => intent === 'valid',
    );
    const hasSuccess = valid.some(({ answer }) => answer?.meaning === 'success');
    if (valid.length === 0 || hasSuccess || isTold(operation)) return [];
    return [{ api, operation: id, reason: reasonOf(valid) }];
  });
}

/** What became of most valid requests: what was answered says more than what was not sent. */
function reasonOf(valid: readonly CaseOutcome[]): string {
  const sent = valid.filter(({ answer }) => answer);
  const told = sent.length > 0 ? sent : valid;
  const reasons = Map.groupBy(told, (outcome) =>
    outcome.answer
      ? answered(outcome.answer)
      : `not sent: ${outcome.unjudged?.reason ?? 'no answer came'}`,
  );
  const [[reason, same]] = [...reasons].toSorted(
    ([, one], [, other]) => other.length - one.length,
  ) as [[string, CaseOutcome[]]];
  const others = told.length - same.length;
  const unsent = valid.length - told.length;
  return [
    `${same.length === 1 ? 'its valid request was' : `${same.length} valid requests were`} ${reason}`,
    ...(others > 0 ? [`${others} had other answers`] : []),
    ...(unsent > 0 ? [`${unsent} could not be sent`] : []),
  ].join(', and ');
}

const answered = ({ status, says }: Answer): string =>
  `answered with ${status}${says === '' ? '' : ` "${says}"`}`;
