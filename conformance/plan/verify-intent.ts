import { encode } from '../core/http/encode-request.ts';
import { readRequest } from '../core/http/read-request.ts';
import type { Operation } from '../core/contract/model.ts';
import type { WireRequest } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { RequestViolation, Rule } from '../core/http/request-part.ts';

/** A request that does to the contract what it is meant to do, and the one rule that an invalid one breaks. */
export type Verified = { readonly request: WireRequest; readonly broken?: RequestViolation };

/** What is to be proved of a request. */
export type Unverified = {
  readonly intent: 'valid' | 'invalid' | 'unspecified';
  readonly rule: Rule;
  readonly request: PlannedRequest;
};

/** Keywords that speak for a whole place: what breaks inside of it may be theirs to report. */
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

/** A header field that can't carry its value. HTTP takes blanks off its ends, so that they would not arrive. */
export const unsendableField = ({
  headers,
}: WireRequest): WireRequest['headers'][number] | undefined =>
  headers.find(([, value]) => /[^\t\x20-\x7e\x80-\xff]|^[\t ]|[\t ]$/.test(value));

/** Whether a variation does to the contract what it says, shown on its wire form. */
export function verifyIntent(
  operation: Operation,
  claim: Unverified,
): Verified | { readonly reason: string } {
  const request = encode(operation, claim.request);
  const unsendable = unsendableField(request);
  if (unsendable) return { reason: `the header field ${unsendable[0]} can't carry its value` };
  const whole = { file: operation.source.file, pointer: operation.source.pointer };
  const { intent, rule } = claim;
  if (rule.in === 'method')
    return {
      request,
      broken: {
        ...rule,
        message: `must not be answered to ${rule.keyword} with success`,
        source: whole,
      },
    };
  // what is open obliges nobody: it may even break a rule of reading, as a byte-order mark does
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

/** Whether the one broken rule is at the place that was meant, or at one around it or inside of it that speaks for the place. */
function isMeant(meant: Rule, broken: Rule): boolean {
  if (meant.in !== broken.in) return false;
  if (meant.pointer === broken.pointer) return true;
  const isInside = broken.pointer.startsWith(`${meant.pointer}/`);
  const isAround = meant.pointer.startsWith(`${broken.pointer}/`);
  return isInside || (isAround && composites.has(broken.keyword));
}
