import { jsonOf } from '../checks/response.ts';
import { refusedWith } from '../core/contract/responses.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Operation } from '../core/contract/model.ts';
import type { Json } from '../core/json.ts';
import type { ApiReport, OperationReport } from './record.ts';
import { numbersIn, valueAt } from '../core/pointer.ts';

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

/** Whether a response can only be one kind of `x-refusals`: by its status, else by its body. */
export function isRefusalOf(kind: string, exchange: Exchange): boolean {
  const {
    case: { operation },
    reply: { status },
  } = exchange;
  const others = [...operation.refusals.keys()].filter((other) => other !== kind);
  if (!refusedWith(operation, [kind]).includes(status)) return false;
  return !refusedWith(operation, others).includes(status) || hasCodesOf(kind, others, exchange);
}

/** Whether a body has the codes that tell one kind of refusal from others. */
export function hasCodesOf(kind: string, others: readonly string[], exchange: Exchange): boolean {
  const body = jsonOf(exchange)?.value;
  const codes = codesOf(exchange.case.operation, kind, others);
  return codes.length > 0 && codes.every(([pointer, code]) => valueAt(body, pointer) === code);
}

/** The numbers in the documented example of one kind of refusal that no other kind has there. */
function codesOf(
  operation: Operation,
  kind: string,
  others: readonly string[],
): [pointer: string, code: number][] {
  const bodies = others.map((other) => exampleOf(operation, other));
  return [...numbersIn(exampleOf(operation, kind))].filter(([pointer, code]) =>
    bodies.every((body) => valueAt(body, pointer) !== code),
  );
}

function exampleOf({ refusals }: Operation, kind: string): Json | undefined {
  const refusal = refusals.get(kind);
  return refusal?.response.content
    .flatMap(({ examples }) => examples)
    .find(({ name }) => name === refusal.example)?.value;
}
