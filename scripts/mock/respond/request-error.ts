import type { ReadRequest } from '../../../conformance/core/http/read-request.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import {
  refusalFor,
  type contentRefusals,
  type RequestPart,
  type RequestViolation,
} from '../../../conformance/core/http/request-part.ts';
import { shortPointer, tokensOf } from '../../../conformance/core/pointer.ts';
import { maximumBody, type Received } from '../http/read-request.ts';
import { rejectCredentials, type CredentialPolicy } from './credentials.ts';

/** The kind of a request error, by which `x-refusals` names the response. */
export type RequestErrorKind = 'unauthorized' | (typeof contentRefusals)[number];

/** The first error of a request: a reason for people, and what a refusal may repeat. */
export type RequestError = {
  readonly kind: RequestErrorKind;
  readonly reason: string;
  /** The part of the request with the fault. */
  readonly in: RequestPart;
  readonly keyword: string;
  /** The predicate alone, for example "must be present". */
  readonly problem: string;
  /** The names of all invalid parts, as a client knows them: `deviceId`, `deviceInfo.kind`. */
  readonly names: readonly string[];
};

/** A request, as it was sent and as its operation reads it. */
export type RequestContext = {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly received: Received;
  /** The requested path; the path of the request is the documented one. */
  readonly target: string;
  readonly read: ReadRequest;
  readonly policy: CredentialPolicy;
  /** Whether the mock refuses a request that breaks this rule. */
  readonly refuses: (violation: RequestViolation) => boolean;
};

const limit = `${maximumBody / 1024 / 1024} MiB`;

/** Validates a request: first its credentials, then its size, then its syntax and schemas. */
export function requestErrorOf(context: RequestContext): RequestError | undefined {
  const { contract, operation, received, target, read, policy } = context;
  const { request, isTooLarge } = received;
  // a client signs the path that it requests, or the path below the API's base URL
  const paths = request.path === target ? [target] : [request.path, target];
  const rejection = rejectCredentials(operation, request, paths, policy);
  if (rejection !== undefined)
    return errorOf('unauthorized', rejection, { in: 'credentials', keyword: 'security' });
  if (isTooLarge)
    return errorOf('malformed', `the body is larger than ${limit}`, {
      in: 'body',
      keyword: 'malformed',
    });
  const violations = [...read.violations, ...read.doubts].filter(context.refuses);
  const [violation] = violations;
  if (!violation) return undefined;
  // the body as a whole has no name
  const named = violations.filter((each) => each.pointer !== '');
  return {
    kind: kindOf(violation),
    reason: reasonOf(violation, contract),
    in: violation.in,
    keyword: violation.keyword,
    problem: violation.message,
    names: [...new Set(named.map((each) => tokensOf(each.pointer).join('.')))],
  };
}

/** A broken rule for people: the place, the rule and its line. */
export const reasonOf = (
  { in: location, pointer, keyword, message, source }: RequestViolation,
  contract: Contract,
): string =>
  `${location}${shortPointer(pointer)} ${message} (${keyword}, ${contract.place(source)})`;

const errorOf = (
  kind: RequestErrorKind,
  reason: string,
  fault: Pick<RequestError, 'in' | 'keyword'>,
): RequestError => ({
  kind,
  reason,
  ...fault,
  problem: reason,
  names: [],
});

function kindOf(violation: RequestViolation): RequestErrorKind {
  const { in: location, pointer, keyword } = violation;
  // a missing body can't be parsed; a body with a missing member is invalid
  const isBodyMissing = location === 'body' && pointer === '' && keyword === 'required';
  return isBodyMissing ? 'malformed' : refusalFor(violation);
}
