import type { Reply, Request } from './http.ts';
import type { Fault, Rule } from './rules.ts';

/**
 * One operation: the rules of its request in the order of their checking, and what it does for a
 * good one.
 */
export type Operation = {
  readonly id: string;
  readonly method: string;
  /** Matches the paths of the operation. */
  readonly path: RegExp;
  readonly rules: readonly Rule[];
  readonly perform: (request: Request) => Reply;
};

/** One API: its operations, and its way of saying no. */
export type Api = {
  readonly id: 'mixin' | 'amity' | 'notifications';
  /** Whether a request that reaches no operation is this API's to refuse. */
  readonly owns: (path: string) => boolean;
  readonly operations: readonly Operation[];
  readonly refuse: (fault: Fault, fields: readonly string[], request: Request) => Reply;
  readonly pathUnknown: (request: Request) => Reply;
  readonly methodUnknown: (request: Request, allowed: string) => Reply;
  readonly crashed: (request: Request) => Reply;
};

/**
 * Comes first, even before credentials: a signature over a body that was not kept can't be
 * verified.
 */
const sizeRule: Rule = {
  id: 'body/size',
  fault: 'malformed',
  field: 'body',
  broken: ({ tooLarge }) => tooLarge,
};

/** An operation of the documents: all of them are POST and take JSON. */
export function post(
  id: string,
  path: RegExp,
  rules: readonly Rule[],
  perform: Operation['perform'],
): Operation {
  return { id, method: 'POST', path, rules: [sizeRule, ...rules], perform };
}

/**
 * Answers a request to an operation: the first broken rule decides the refusal, and no broken rule
 * is a success.
 */
export function answer(api: Api, operation: Operation, request: Request): Reply {
  try {
    const first = operation.rules.find((rule) => rule.broken(request));
    if (first === undefined) return operation.perform(request);
    const alike = operation.rules.filter(
      (rule) => rule.fault === first.fault && rule.broken(request),
    );
    return api.refuse(first.fault, [...new Set(alike.map(({ field }) => field))], request);
  } catch {
    return api.crashed(request);
  }
}
