import type { CaseOutcome, OperationReport, RunRecord } from './record.ts';

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
  { outcomes, operations, apis }: Pick<RunRecord, 'outcomes' | 'operations' | 'apis'>,
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
    if (isOfTheEnd(valid, apis.find(({ name }) => name === api)?.error)) return [];
    return [{ api, operation: id, reason: reasonOf(valid) }];
  });
}

/** How the reason of a case begins that was not sent. */
const unsent = 'not sent: ';

/** Whether the end of a run is why none of the requests was answered; its report says it once. */
const isOfTheEnd = (valid: readonly CaseOutcome[], end: string | undefined): boolean =>
  valid.every(({ answer, unjudged }) => {
    const reason = answer ? undefined : unjudged?.reason.replace(unsent, '');
    return reason !== undefined && end?.startsWith(reason) === true;
  });

/** What became of most valid requests: what was answered says more than what was not. */
function reasonOf(valid: readonly CaseOutcome[]): string {
  const answered = valid.filter(({ answer }) => answer);
  const told = answered.length > 0 ? answered : valid;
  const alike = [...Map.groupBy(told, (one) => whatCameOf(one, 'were')).values()];
  const [most = []] = alike.toSorted((one, other) => other.length - one.length);
  const [first] = most;
  const others = told.length - most.length;
  const rest = valid.filter(({ answer }) => !answer && told === answered);
  const unanswered = rest.every(({ unjudged }) => unjudged?.kind === 'skip')
    ? 'could not be sent'
    : 'had no answer';
  return [
    most.length === 1
      ? `its valid request ${whatCameOf(first!, 'was')}`
      : `${most.length} valid requests ${whatCameOf(first!, 'were')}`,
    ...(others > 0 ? [`${others} ended in another way`] : []),
    ...(rest.length > 0 ? [`${rest.length} ${unanswered}`] : []),
  ].join(', and ');
}

/** The predicate of a sentence about a request. */
function whatCameOf({ answer, unjudged }: CaseOutcome, be: 'was' | 'were'): string {
  if (answer) {
    const { status, says } = answer;
    return `${be} answered with ${status}${says === '' ? '' : ` "${says}"`}`;
  }
  if (!unjudged) return 'had no answer';
  const reason = unjudged.reason.replace(unsent, '');
  return unjudged.kind === 'skip' ? `${be} ${unsent}${reason}` : `had no answer: ${reason}`;
}
