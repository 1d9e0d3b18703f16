import { jsonOf } from '../checks/response.ts';
import { refusedWith } from '../core/contract/responses.ts';
import type { Exchange } from '../checks/exchange.ts';
import type { Operation } from '../core/contract/model.ts';
import type { Json } from '../core/json.ts';
import type { OperationReport } from './record.ts';
import { isObject, pointerOf, valueAt } from '../core/pointer.ts';

/** Why a target can't be judged although it answers, and which operations that concerns. */
export type Unjudgeable = {
  readonly reason: string;
  readonly concerns: (operation: { readonly isSecured: boolean }) => boolean;
};

/**
 * Whether a target is not the API at all, or let nobody in; `undefined` where it can be judged.
 * `operations` are those of one API.
 */
export function unjudgeable(
  api: string,
  target: string,
  operations: readonly OperationReport[],
): Unjudgeable | undefined {
  const statuses = [...new Set(operations.flatMap(({ answers }) => Object.keys(answers)))].map(
    Number,
  );
  if (statuses.length > 0 && statuses.every(isElsewhere)) {
    const reason = `every answer from ${target} was ${statuses.join(' or ')}: this is not where ${api} is served. Is it the API's base URL, without the operation's path?`;
    return { reason, concerns: () => true };
  }
  const secured = operations.filter(({ isSecured }) => isSecured);
  const welcome = secured.reduce((sum, { valid }) => sum + valid, 0);
  const turnedAway = secured.flatMap(({ unauthorized }) => Object.entries(unauthorized));
  if (welcome > 1 && welcome === turnedAway.reduce((sum, [, count]) => sum + count, 0)) {
    const reason = `${target} took the credentials that were given for wrong ones: every valid request that carried them was refused with ${turnedAway[0]![0]}. What it does with good ones can't be told.`;
    return { reason, concerns: ({ isSecured }) => isSecured };
  }
  return undefined;
}

/** A redirect, nothing there, or a gateway with nothing behind it. */
const isElsewhere = (status: number): boolean =>
  (status >= 300 && status < 400) || [404, 405, 501, 502, 503, 504].includes(status);

/**
 * Whether an answer can only mean that the credentials were not good: by its status, or by what its
 * body says.
 */
export function isUnauthorized(exchange: Exchange): boolean {
  const {
    case: { operation },
    reply: { status },
  } = exchange;
  const others = [...operation.refusals.keys()].filter((kind) => kind !== 'unauthorized');
  if (status === 401) return true;
  if (!refusedWith(operation, ['unauthorized']).includes(status)) return false;
  if (!refusedWith(operation, others).includes(status)) return true;
  const body = jsonOf(exchange)?.value;
  const codes = codesOf(operation, 'unauthorized', others);
  return codes.length > 0 && codes.every(([pointer, code]) => valueAt(body, pointer) === code);
}

/**
 * The numbers in the documented answer to one kind of fault that no other kind's answer has in the
 * same place.
 */
function codesOf(
  operation: Operation,
  kind: string,
  others: readonly string[],
): [pointer: string, code: number][] {
  const answers = others.map((other) => exampleOf(operation, other));
  return [...numbersIn(exampleOf(operation, kind))].filter(([pointer, code]) =>
    answers.every((answer) => valueAt(answer, pointer) !== code),
  );
}

function exampleOf({ refusals }: Operation, kind: string): Json | undefined {
  const refusal = refusals.get(kind);
  return refusal?.response.content
    .flatMap(({ examples }) => examples)
    .find(({ name }) => name === refusal.example)?.value;
}

function* numbersIn(
  value: unknown,
  tokens: readonly string[] = [],
): Iterable<[pointer: string, code: number]> {
  if (typeof value === 'number') yield [pointerOf(tokens), value];
  if (isObject(value))
    for (const [name, member] of Object.entries(value)) yield* numbersIn(member, [...tokens, name]);
}
