import type { Exchange } from '../checks/exchange.ts';
import { isRefusalOf } from '../checks/refusal-kinds.ts';
import type { ApiReport, OperationReport } from './record.ts';

/** Why a target that responds can't be judged, and for which operations. */
export type Unjudgeable = {
  readonly reason: string;
  readonly concerns: (operation: { readonly isSecured: boolean }) => boolean;
};

/**
 * Whether the base URL is wrong or the credentials are rejected; `undefined` if neither is the case.
 * `operations` are those of one API.
 */
export function unjudgeable(
  { name, target, isServed }: Pick<ApiReport, 'name' | 'target' | 'isServed'>,
  operations: readonly OperationReport[],
): Unjudgeable | undefined {
  const statuses = [...new Set(operations.flatMap(({ answers }) => Object.keys(answers)))].map(
    Number,
  );
  if (!isServed && statuses.length > 0 && statuses.every(isElsewhere)) {
    const reason = `every response from ${target} had the status ${statuses.join(' or ')}, so ${name} is not served there. Is it the API's base URL, without the operation's path?`;
    return { reason, concerns: () => true };
  }
  const secured = operations.filter(({ isSecured }) => isSecured);
  const authorized = secured.reduce((sum, { valid }) => sum + valid, 0);
  const rejected = secured.flatMap(({ unauthorized }) => Object.entries(unauthorized));
  if (authorized > 1 && authorized === rejected.reduce((sum, [, count]) => sum + count, 0)) {
    const reason = `${target} rejected the given credentials: it refused every valid request with ${rejected[0]![0]}. Its behaviour with valid credentials can't be judged.`;
    return { reason, concerns: ({ isSecured }) => isSecured };
  }
  return undefined;
}

/** A redirect, an unknown path or method, or a gateway without a server behind it. */
const isElsewhere = (status: number): boolean =>
  (status >= 300 && status < 400) || [404, 405, 501, 502, 503, 504].includes(status);

/** Whether a response can only mean that the credentials were rejected, by its status or body. */
export const isUnauthorized = (exchange: Exchange): boolean =>
  exchange.reply.status === 401 || isRefusalOf('unauthorized', exchange);
