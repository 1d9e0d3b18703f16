import type { ReadRequest } from '../../conformance/exchange/read.ts';
import type { Contract, Operation, RequestViolation } from '../../conformance/model.ts';
import { refuseCredentials, type Gate } from './credentials.ts';
import { maximumBody, type Received } from './received.ts';

/** In which of the ways of `x-refusals` a request breaks the contract. */
export type FaultKind = 'unauthorized' | 'malformed' | 'invalid';

/** The first thing that is wrong with a request, and a phrase that tells a person so. */
export type Fault = { readonly kind: FaultKind; readonly because: string };

/** Judges a request: credentials, then what could not be read, then the first broken rule. `target` is the path as it was asked for. */
export function faultOf(contract: Contract, operation: Operation, { request, isTooLarge }: Received, target: string, read: ReadRequest, gate: Gate): Fault | undefined {
  // a client signs the path it asks for, or the one below the API's base URL
  const unauthorized = refuseCredentials(operation, request, [...new Set([request.path, target])], gate);
  if (unauthorized !== undefined) return { kind: 'unauthorized', because: unauthorized };
  if (isTooLarge) return { kind: 'malformed', because: `the body is larger than ${maximumBody / 1024 / 1024} MiB` };
  const [broken] = read.violations;
  if (!broken) return undefined;
  const { in: place, pointer, keyword, message, source } = broken;
  return { kind: kindOf(broken), because: `${place}${pointer} ${message} (${keyword}, ${source.file}:${contract.line(source)})` };
}

function kindOf({ in: place, pointer, keyword }: RequestViolation): FaultKind {
  // a body that is missing altogether can't be parsed; a member that is missing from it is another matter
  const isBodyMissing = place === 'body' && pointer === '' && keyword === 'required';
  return keyword === 'malformed' || place === 'media-type' || isBodyMissing ? 'malformed' : 'invalid';
}
