import { deepest, isTooDeep } from '../core/http/bodies/depth.ts';
import type { CaseOutcome } from '../report/record.ts';
import type { Delivery, Wait } from './transport/throttle.ts';

/** What came of a request whose response is not judged. */
export type Unjudged = {
  readonly unjudged: NonNullable<CaseOutcome['unjudged']>;
  /** Why the run must end. */
  readonly fatal?: string;
  /** Whether the target could not be reached. */
  readonly isLost?: true;
  /** Why the operation is not waited for any longer. */
  readonly gaveUp?: string;
  /** The wait that the target asks for before the request is sent again. */
  readonly asked?: Wait;
};

/**
 * Why the response to a request is not judged: there is none, the target asks to wait, or it is nested
 * too deep. `undefined` if it can be judged.
 * @param target the base URL, as reports show it
 */
export function whyUnjudged(
  { outcome, gaveUpReason, isShared, asked }: Delivery,
  target: string,
): Unjudged | undefined {
  if (outcome.kind === 'unreachable') {
    const { isInterrupted, isUnsent, reason } = outcome;
    if (isInterrupted)
      return { unjudged: { kind: isUnsent ? 'skip' : 'error', reason }, fatal: reason };
    return { ...fatally(`${target} can't be reached: ${reason}`), isLost: true };
  }
  if (outcome.kind === 'silence') return undefined;
  const { status, body } = outcome.reply;
  if (gaveUpReason !== undefined) {
    const reason = `${target} responded with ${status} and ${gaveUpReason}`;
    return isShared ? fatally(reason) : { ...failed(reason), gaveUp: reason };
  }
  if (status === 429)
    return {
      ...failed('the target responded with 429, too many requests: use --rate to send more slowly'),
      ...(asked ? { asked } : {}),
    };
  return isTooDeep(body)
    ? failed(`its response is nested deeper than ${deepest} levels, the limit of the checks`)
    : undefined;
}

const failed = (reason: string) => ({ unjudged: { kind: 'error', reason } }) as const;
const fatally = (reason: string) => ({ ...failed(reason), fatal: reason });
