import { encode } from '../core/http/encode-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import type { Operation } from '../core/contract/model.ts';
import type { WireRequest } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { RequestViolation, Rule } from '../core/http/request-part.ts';

/**
 * The wire form of a request with the intended effect, and the one rule that an invalid request
 * breaks.
 */
export type Verified = { readonly request: WireRequest; readonly broken?: RequestViolation };

/** A request and the effect that it is meant to have. */
export type Unverified = {
  readonly intent: 'valid' | 'invalid' | 'unspecified';
  readonly rule: Rule;
  readonly request: PlannedRequest;
};

/** Keywords of a whole location: they may report a violation that lies inside of it. */
const composites = new Set([
  'anyOf',
  'oneOf',
  'not',
  'contains',
  'minContains',
  'maxContains',
  'propertyNames',
  'discriminator',
  'type',
  'false schema',
]);

/**
 * The first header field that can't carry its value. HTTP strips blanks at both ends, so they would
 * not arrive.
 */
export const unsendableField = ({
  headers,
}: WireRequest): WireRequest['headers'][number] | undefined =>
  headers.find(([, value]) => /[^\t\x20-\x7e\x80-\xff]|^[\t ]|[\t ]$/.test(value));

/** Encodes a request, reads it back, and compares the rules that it breaks with its intent. */
export function verifyIntent(
  operation: Operation,
  { intent, rule, request: planned }: Unverified,
): Verified | { readonly reason: string } {
  const request = encode(operation, planned);
  const unsendable = unsendableField(request);
  if (unsendable) return { reason: `the header field ${unsendable[0]} can't carry its value` };
  const whole = { file: operation.source.file, pointer: operation.source.pointer };
  if (rule.in === 'method')
    return {
      request,
      broken: {
        ...rule,
        message: `must not be answered to ${rule.keyword} with success`,
        source: whole,
      },
    };
  // any documented answer is right, so it may even break a rule, as a byte-order mark does
  if (intent === 'unspecified') return { request };
  const { violations } = readRequest(operation, request);
  const names = violations.map(
    ({ in: place, pointer, keyword }) => `${place}${pointer} ${keyword}`,
  );
  if (intent === 'valid')
    return names.length === 0
      ? { request }
      : { reason: `it is meant to be valid and breaks ${names.join(', ')}` };
  if (rule.in === 'credentials') {
    if (names.length > 0)
      return { reason: `apart from its credentials it breaks ${names.join(', ')}` };
    return {
      request,
      broken: {
        ...rule,
        message: 'must be good credentials',
        source: { ...whole, pointer: `${whole.pointer}/security` },
      },
    };
  }
  const [broken] = violations;
  if (names.length === 1 && broken && isMeant(rule, broken)) return { request, broken };
  return {
    reason: `it is meant to break ${rule.in}${rule.pointer} ${rule.keyword} and breaks ${names.join(', ') || 'nothing'}`,
  };
}

/**
 * Whether the broken rule is the intended one: at its location, inside of it, or a keyword of a
 * whole location around it.
 */
function isMeant(meant: Rule, broken: Rule): boolean {
  if (meant.in !== broken.in) return false;
  if (meant.pointer === broken.pointer) return true;
  const isInside = broken.pointer.startsWith(`${meant.pointer}/`);
  const isAround = meant.pointer.startsWith(`${broken.pointer}/`);
  return isInside || (isAround && composites.has(broken.keyword));
}

/** Whether a request has the intended effect, for a request that breaks no particular rule. */
export const isVerified = (
  operation: Operation,
  request: PlannedRequest,
  intent: Unverified['intent'],
): boolean =>
  !(
    'reason' in
    verifyIntent(operation, { request, intent, rule: { in: 'body', pointer: '', keyword: '' } })
  );

/** Whether a request can be sent and breaks no rule. */
export const isValid = (operation: Operation, request: PlannedRequest): boolean =>
  isVerified(operation, request, 'valid');
