import { readRequest, type ReadRequest } from '../../core/http/read-request.ts';
import { codecFor } from '../../core/http/codecs.ts';
import { documentedMediaType } from '../../core/http/media-type.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { WireRequest } from '../../core/http/messages.ts';
import type { RequestViolation } from '../../core/http/request-part.ts';
import type { Case } from '../../generators/case.ts';
import { inWords } from '../../core/pointer.ts';
import { UserError } from '../../core/user-error.ts';

/** What the contract obliges the implementation to do with a request. */
export type Expectation = {
  /** `unknown` if nothing can be concluded from the request. */
  readonly intent: 'valid' | 'invalid' | 'unspecified' | 'unknown';
  /** The rule that it breaks, if a success is wrong. */
  readonly broken?: RequestViolation;
  /** Whether the test states the intent: then credentials and server state are as it says. */
  readonly isStated: boolean;
  /** Why, as a clause after "because". */
  readonly reason: string;
  /** The conclusion, as a sentence. */
  readonly words: string;
  readonly read?: ReadRequest;
};

type Conclusion = Omit<Expectation, 'isStated' | 'read'>;

/**
 * Concludes from a request, and from the intent that the test states, what the response must be.
 * Throws a `UserError` if the two disagree.
 */
export function expectationOf(
  operation: Operation,
  request: WireRequest | undefined,
  intent: Case['intent'] | undefined,
): Expectation {
  const read = request && readRequest(operation, request);
  return {
    ...(intent === undefined
      ? inferred(operation, request, read ?? nothingRead)
      : stated(operation, intent, read?.violations ?? [])),
    isStated: intent !== undefined,
    ...(read ? { read } : {}),
  };
}

const nothingRead = { violations: [], doubts: [] };

function stated(
  operation: Operation,
  intent: Case['intent'],
  violations: readonly RequestViolation[],
): Conclusion {
  switch (intent) {
    case 'unspecified':
      return {
        intent: 'unknown',
        reason: 'the test leaves its intent open',
        words: 'As the test says, nothing was concluded from the request.',
      };
    case 'valid':
      if (violations.length > 0)
        throw new UserError(
          `The test says that the request is valid, and it is not: ${violations.map(sentence).join('; ')}.`,
        );
      return {
        intent: 'valid',
        reason: 'the test says that it is valid',
        words: 'The test says that the request is valid.',
      };
    case 'invalid':
      return {
        intent: 'invalid',
        broken: violations[0] ?? unseenViolation(operation),
        reason: 'the test says that it must be refused',
        words: 'The test says that the request must be refused.',
      };
    default:
      throw new UserError(
        `The intent of a request is valid, invalid or unspecified, not ${JSON.stringify(intent)}.`,
      );
  }
}

/** A request that breaks no visible rule may have wrong credentials. */
const unseenViolation = ({ source }: Operation): RequestViolation => ({
  in: 'credentials',
  pointer: '',
  keyword: 'security',
  message: 'must be good',
  source,
  reading: 'loose',
});

function inferred(
  operation: Operation,
  request: WireRequest | undefined,
  { violations, doubts }: Pick<ReadRequest, 'violations' | 'doubts'>,
): Conclusion {
  if (!request)
    return {
      intent: 'unknown',
      reason: 'no request was given',
      words: 'No request was given, so only rules for any response were checked.',
    };
  const unknown = doubtOf(operation, request, violations);
  if (unknown !== undefined)
    return {
      intent: 'unknown',
      reason: unknown,
      words: `Nothing was concluded from the request: ${unknown}.`,
    };
  const [broken, another] = violations;
  const [doubt] = doubts;
  if (!broken && doubt)
    return {
      intent: 'unspecified',
      reason: 'the contract leaves open whether it is valid',
      words: `A server may accept or refuse the request: ${sentence(doubt)}, but not for certain.`,
    };
  if (!broken)
    return {
      intent: 'valid',
      reason: 'it breaks no rule',
      words: 'The request breaks no rule of the contract.',
    };
  return {
    intent: 'invalid',
    reason: 'it breaks the contract',
    ...(another
      ? {
          words: `The request breaks ${violations.length} rules of the contract, so only rules for any response were checked.`,
        }
      : { broken, words: `The request breaks one rule of the contract: ${sentence(broken)}.` }),
  };
}

/**
 * Header fields that clients add when they send a request.
 * @see https://fetch.spec.whatwg.org/#forbidden-request-header
 */
const addedOnTheWay =
  /^\/(accept-.+|connection|content-length|cookie2?|date|host|origin|referer|sec-.+|user-agent)$/i;

/** Why it is unknown whether a request is valid; `undefined` if it is known. */
function doubtOf(
  operation: Operation,
  { headers, body }: WireRequest,
  violations: readonly RequestViolation[],
): string | undefined {
  const missing = violations.find(
    ({ in: part, keyword, pointer }) =>
      keyword === 'required' &&
      (part === 'cookie' || (part === 'header' && addedOnTheWay.test(pointer))),
  );
  if (missing)
    return `it does not show the ${missing.in} parameter ${inWords(missing.pointer)}, which a client may add when it sends it`;
  const mediaType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
  const documented = documentedMediaType(operation.requestBody?.content ?? [], mediaType);
  const isUnread =
    documented !== undefined && (body?.length ?? 0) > 0 && !codecFor(documented, mediaType);
  return isUnread ? `its body is ${mediaType}, which the matcher can't read` : undefined;
}

function sentence({ in: part, pointer, message }: RequestViolation): string {
  if (part === 'media-type') return `its Content-Type ${message}`;
  return `${part === 'body' ? '' : `the ${part} parameter `}${inWords(pointer)} ${message}`;
}
