import type { Operation } from '../core/contract/model.ts';
import { refusedWith } from '../core/contract/responses.ts';
import type { Json } from '../core/json.ts';
import { numbersIn, valueAt } from '../core/pointer.ts';
import type { Exchange } from './exchange.ts';
import { jsonOf } from './response.ts';

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
