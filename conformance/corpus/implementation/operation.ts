import type { Reply, Request } from './http.ts';
import type { Fault, Rule } from './rules.ts';

/** An operation: the rules of its request, in the order of checking, and its success. */
export type Operation = {
  readonly id: string;
  readonly method: string;
  readonly path: RegExp;
  readonly rules: readonly Rule[];
  readonly perform: (request: Request) => Reply;
};

/** An API: its operations and its refusals. */
export type Api = {
  readonly id: 'mixin' | 'amity' | 'notifications';
  /** Whether a path belongs to this API. */
  readonly owns: (path: string) => boolean;
  readonly operations: readonly Operation[];
  readonly refuse: (fault: Fault, fields: readonly string[], request: Request) => Reply;
  readonly pathUnknown: (request: Request) => Reply;
  readonly methodUnknown: (request: Request, allowed: string) => Reply;
  readonly crashed: (request: Request) => Reply;
};

/** Comes before credentials: the signature of a body that was not kept cannot be verified. */
const sizeRule: Rule = {
  id: 'body/size',
  fault: 'malformed',
  field: 'body',
  broken: ({ tooLarge }) => tooLarge,
};

/** An operation with method POST. */
export function post(
  id: string,
  path: RegExp,
  rules: readonly Rule[],
  perform: Operation['perform'],
): Operation {
  return { id, method: 'POST', path, rules: [sizeRule, ...rules], perform };
}

/** The reply to a request: the first broken rule decides the refusal. */
export function respond(api: Api, operation: Operation, request: Request): Reply {
  try {
    const first = operation.rules.find((rule) => rule.broken(request));
    if (first === undefined) return operation.perform(request);
    const broken = operation.rules.filter(
      (rule) => rule.fault === first.fault && rule.broken(request),
    );
    return api.refuse(first.fault, [...new Set(broken.map(({ field }) => field))], request);
  } catch {
    return api.crashed(request);
  }
}
