import type { Operation } from '../core/contract/model.ts';
import { encode } from '../core/http/encode-request.ts';
import type { WireRequest } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import type { RequestViolation, Rule } from '../core/http/request-part.ts';

/** The wire form of a request with the intended effect, and the rule that an invalid one breaks. */
export type Verified = { readonly request: WireRequest; readonly broken?: RequestViolation };

/** A request and the effect that it is meant to have. */
export type Unverified = {
  readonly intent: 'valid' | 'invalid' | 'unspecified';
  readonly rule: Rule;
  readonly request: PlannedRequest;
};

/** Keywords of a whole location: they may report a violation that lies inside of it. */
const composites = new Set([
  ...['anyOf', 'oneOf', 'not', 'contains', 'minContains', 'maxContains', 'propertyNames'],
  ...['discriminator', 'type', 'false schema'],
]);

/**
 * The first header field that can't carry its value: HTTP strips blanks at both ends, and characters
 * outside of Latin-1 have no form.
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
  const { file, pointer } = operation.source;
  if (rule.in === 'method') {
    const message = `must not get a successful response to ${rule.keyword}`;
    return { request, broken: { ...rule, message, source: { file, pointer } } };
  }
  // every documented response is right, so it may even break a rule, as a byte-order mark does
  if (intent === 'unspecified') return { request };
  const { violations } = readRequest(operation, request);
  const [broken, ...others] = violations;
  const names = violations.map(named).join(', ');
  if (intent === 'valid')
    return broken ? { reason: `it is meant to be valid, but breaks ${names}` } : { request };
  if (rule.in === 'credentials') {
    if (broken) return { reason: `apart from its credentials, it breaks ${names}` };
    const source = { file, pointer: `${pointer}/security` };
    return { request, broken: { ...rule, message: 'must be valid credentials', source } };
  }
  if (broken && others.length === 0 && isMeant(rule, broken)) return { request, broken };
  return { reason: `it is meant to break ${named(rule)}, but breaks ${names || 'nothing'}` };
}

const named = ({ in: part, pointer, keyword }: Rule) => `${part}${pointer} ${keyword}`;

/** Whether a broken rule is the intended one, lies inside of its location, or is composite. */
function isMeant(meant: Rule, broken: Rule): boolean {
  if (meant.in !== broken.in) return false;
  const isInside = broken.pointer.startsWith(`${meant.pointer}/`);
  const isAround = meant.pointer.startsWith(`${broken.pointer}/`);
  return (
    meant.pointer === broken.pointer || isInside || (isAround && composites.has(broken.keyword))
  );
}

/** Whether a request has the intended effect, for a request that breaks no particular rule. */
export function isVerified(
  operation: Operation,
  request: PlannedRequest,
  intent: Unverified['intent'],
): boolean {
  const rule: Rule = { in: 'body', pointer: '', keyword: '' };
  return !('reason' in verifyIntent(operation, { request, intent, rule }));
}

/** Whether a request can be sent and breaks no rule. */
export const isValid = (operation: Operation, request: PlannedRequest): boolean =>
  isVerified(operation, request, 'valid');
