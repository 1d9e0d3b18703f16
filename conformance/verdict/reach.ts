import { refusedWith } from '../checks/answer.ts';
import type { Case } from '../model.ts';

/** A case, and the status that it was answered with. */
export type Answered = { readonly testCase: Case; readonly status: number };

/**
 * Why a target can't be judged although it answers: it is not the API at all, or it let nobody in.
 * `undefined` where it can be judged.
 */
export function unjudgeable(api: string, target: string, answered: readonly Answered[]): string | undefined {
  const statuses = [...new Set(answered.map(({ status }) => status))];
  if (statuses.length > 0 && statuses.every(isElsewhere)) {
    return `every answer from ${target} was ${statuses.join(' or ')}: this is not where ${api} is served. Is it the API's base URL, without the operation's path?`;
  }
  const welcome = answered.filter(({ testCase }) => testCase.intent === 'valid' && testCase.operation.security.length > 0);
  if (welcome.length > 1 && welcome.every(isUnauthorized)) {
    return `${target} took the credentials that were given for wrong ones: every valid request was refused with ${welcome[0]!.status}. What it does with good ones can't be told.`;
  }
  return undefined;
}

/** A redirect, nothing there, or a gateway with nothing behind it. */
const isElsewhere = (status: number): boolean => (status >= 300 && status < 400) || [404, 405, 501, 502, 503, 504].includes(status);

/** Whether a status can only mean that the credentials were not good. */
function isUnauthorized({ testCase: { operation }, status }: Answered): boolean {
  const others = [...operation.refusals.keys()].filter((kind) => kind !== 'unauthorized');
  return status === 401 || (refusedWith(operation, ['unauthorized']).includes(status) && !refusedWith(operation, others).includes(status));
}
