import { readRequest, type ReadRequest } from '../../core/http/read-request.ts';
import { isSupportedBody } from '../../core/http/media-type.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { WireRequest } from '../../core/http/messages.ts';
import type { RequestViolation } from '../../core/http/request-part.ts';
import type { Case } from '../../generators/case.ts';
import { inWords } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';

/**
 * What the contract obliges the implementation to do with a request; `unknown` where nothing may be
 * concluded from it.
 */
export type Expectation = {
  readonly intent: 'valid' | 'invalid' | 'unknown';
  /** The rule that it breaks, where success is wrong. */
  readonly broken?: RequestViolation;
  /**
   * Whether the test says so itself, which is more than a request shows: that its credentials are
   * good, and that nothing is in its way.
   */
  readonly isVouchedFor: boolean;
  /** Why, as a clause after "because". */
  readonly reason: string;
  /** What was concluded, as a sentence for whoever reads the outcome. */
  readonly words: string;
  readonly read?: ReadRequest;
};

/**
 * Concludes what is owed to a request, from the request itself and from what the test says of it.
 * Throws a `UserError` where the two disagree.
 */
// biome-ignore lint/complexity/noExcessiveCognitiveComplexity: one case for each thing that a test can say
// biome-ignore lint/complexity/noExcessiveLinesPerFunction: one case for each thing that a test can say
export function expectationOf(
  operation: Operation,
  request: WireRequest | undefined,
  said: Case['intent'] | undefined,
): Expectation {
  if (said !== undefined && !['valid', 'invalid', 'unspecified'].includes(said))
    throw new UserError(
      `The intent of a request is valid, invalid or unspecified, not ${JSON.stringify(said)}.`,
    );
  const read = request && readRequest(operation, request);
  const basis = { isVouchedFor: said !== undefined, ...(read ? { read } : {}) };
  const violations = read?.violations ?? [];
  const [broken] = violations;
  if (said === 'unspecified')
    return {
      ...basis,
      intent: 'unknown',
      reason: 'nothing is said of it',
      words: 'As the test says, nothing was concluded from the request.',
    };
  if (said === 'valid') {
    if (broken)
      throw new UserError(
        `The test says that the request is valid, and it is not: ${violations.map(sentence).join('; ')}.`,
      );
    return {
      ...basis,
      intent: 'valid',
      reason: 'the test says that it is valid',
      words: 'The test says that the request is valid.',
    };
  }
  if (said === 'invalid') {
    // what a request does not show, such as that its credentials are wrong, is the credentials' as
    // far as the checks go
    const unseen: RequestViolation = {
      in: 'credentials',
      pointer: '',
      keyword: 'security',
      message: 'must be good',
      source: operation.source,
    };
    return {
      ...basis,
      intent: 'invalid',
      broken: broken ?? unseen,
      reason: 'the test says that it is to be refused',
      words: 'The test says that the request is to be refused.',
    };
  }
  if (!read || !request)
    return {
      ...basis,
      intent: 'unknown',
      reason: 'nothing is said of it',
      words: 'No request was given, so that only what holds of any answer was judged.',
    };
  const doubt = doubtOf(operation, request, violations);
  if (doubt !== undefined)
    return {
      ...basis,
      intent: 'unknown',
      reason: 'nothing is known of it',
      words: `Nothing was concluded from the request: ${doubt}.`,
    };
  if (!broken)
    return {
      ...basis,
      intent: 'valid',
      reason: 'it breaks no rule',
      words: 'The request breaks no rule of the contract.',
    };
  const reason = 'it breaks the contract';
  if (violations.length === 1)
    return {
      ...basis,
      intent: 'invalid',
      broken,
      reason,
      words: `The request breaks one rule of the contract: ${sentence(broken)}.`,
    };
  return {
    ...basis,
    intent: 'invalid',
    reason,
    words: `The request breaks ${violations.length} rules of the contract, so that only what holds of any answer was judged.`,
  };
}

/**
 * Header fields that clients add when they send a request, where it does not show yet.
 * @see https://fetch.spec.whatwg.org/#forbidden-request-header
 */
const addedOnTheWay =
  /^\/(accept-.+|connection|content-length|cookie2?|date|host|origin|referer|sec-.+|user-agent)$/i;

/** Why it can't be told whether a request is valid; `undefined` where it can. */
function doubtOf(
  operation: Operation,
  { headers, body }: WireRequest,
  violations: readonly RequestViolation[],
): string | undefined {
  const missing = violations.find(
    ({ in: place, keyword, pointer }) =>
      keyword === 'required' &&
      (place === 'cookie' || (place === 'header' && addedOnTheWay.test(pointer))),
  );
  if (missing)
    return `it does not show the ${missing.in} parameter ${inWords(missing.pointer)}, which a client may add when it sends it`;
  const mediaType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const isUnread =
    operation.requestBody !== undefined &&
    (body?.length ?? 0) > 0 &&
    violations.every(({ in: place }) => place !== 'media-type') &&
    !isSupportedBody(mediaType);
  return isUnread ? `its body is ${mediaType}, which is not read here` : undefined;
}

function sentence({ in: place, pointer, message }: RequestViolation): string {
  if (place === 'media-type') return `its Content-Type ${message}`;
  return place === 'body'
    ? `${inWords(pointer)} ${message}`
    : `the ${place} parameter ${inWords(pointer)} ${message}`;
}
