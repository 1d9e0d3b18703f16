import type { ReadRequest } from '../../../conformance/core/http/read-request.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { RequestViolation } from '../../../conformance/core/http/request-part.ts';
import { tokensOf } from '../../../conformance/core/pointer.ts';
import { refuseCredentials, type Gate } from './credentials.ts';
import { maximumBody, type Received } from '../http/read-request.ts';

/** In which of the ways of `x-refusals` a request breaks the contract. */
export type FaultKind = 'unauthorized' | 'malformed' | 'invalid';

/** The first thing that is wrong with a request: a phrase that tells a person so, and what an API may say of it. */
export type Fault = {
  readonly kind: FaultKind;
  readonly reason: string;
  readonly keyword: string;
  /** The predicate alone, as in "must be present". */
  readonly problem: string;
  /** Everything that is wrong, by the names that a client knows: `deviceId`, `deviceInfo.kind`. */
  readonly names: readonly string[];
};

/** Judges a request: credentials, then what could not be read, then the first broken rule. `target` is the path as it was asked for. */
export function faultOf(
  contract: Contract,
  operation: Operation,
  { request, isTooLarge }: Received,
  target: string,
  read: ReadRequest,
  gate: Gate,
): Fault | undefined {
  // a client signs the path it asks for, or the one below the API's base URL
  const paths = request.path === target ? [target] : [request.path, target];
  const unauthorized = refuseCredentials(operation, request, paths, gate);
  if (unauthorized !== undefined) return inWords('unauthorized', unauthorized, 'security');
  if (isTooLarge)
    return inWords(
      'malformed',
      `the body is larger than ${maximumBody / 1024 / 1024} MiB`,
      'malformed',
    );
  const [broken] = read.violations;
  if (!broken) return undefined;
  const { in: place, pointer, keyword, message, source } = broken;
  return {
    kind: kindOf(broken),
    reason: `${place}${pointer} ${message} (${keyword}, ${source.file}:${contract.line(source)})`,
    keyword,
    problem: message,
    names: [...new Set(read.violations.flatMap(nameOf))],
  };
}

const inWords = (kind: FaultKind, reason: string, keyword: string): Fault => ({
  kind,
  reason,
  keyword,
  problem: reason,
  names: [],
});

/** The name of what is wrong; the body as a whole has none. */
const nameOf = ({ pointer }: RequestViolation): string[] =>
  pointer === '' ? [] : [tokensOf(pointer).join('.')];

function kindOf({ in: place, pointer, keyword }: RequestViolation): FaultKind {
  // a body that is missing altogether can't be parsed; a member that is missing from it is another matter
  const isBodyMissing = place === 'body' && pointer === '' && keyword === 'required';
  return keyword === 'malformed' || place === 'media-type' || isBodyMissing
    ? 'malformed'
    : 'invalid';
}
