import type { Operation } from '../core/contract/model.ts';
import { unsendableField, unwritable } from '../core/http/allowed-request.ts';
import { encode } from '../core/http/encode-request.ts';
import type { WireRequest } from '../core/http/messages.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import { readRequest, type ReadRequest } from '../core/http/read-request.ts';
import type { RequestViolation, Rule } from '../core/http/request-part.ts';
import type { Case } from '../generators/case.ts';

/**
 * The wire form of a request, what the contract demands for it, and the rule that an invalid one
 * breaks. A request that is in doubt is `unspecified`, whatever it was meant to be.
 */
export type Verified = {
  readonly request: WireRequest;
  readonly intent: Intent;
  readonly broken?: RequestViolation;
};

type Intent = Case['intent'];

/** A request and the effect that it is meant to have. */
export type Unverified = {
  readonly intent: Intent;
  readonly rule: Rule;
  readonly request: PlannedRequest;
};

/** Keywords of a whole location: they may report a violation that lies inside of it. */
const composites = new Set([
  ...['anyOf', 'oneOf', 'not', 'contains', 'minContains', 'maxContains', 'propertyNames'],
  ...['discriminator', 'type', 'false schema'],
]);

type Verification = Verified | { readonly reason: string };

/** Encodes a request, reads it back, and compares the rules that it breaks with its intent. */
export function verifyIntent(operation: Operation, unverified: Unverified): Verification {
  const { intent, rule } = unverified;
  const request = encode(operation, unverified.request);
  const unsendable = unsendableField(request);
  if (unsendable) return { reason: `the header field ${unsendable[0]} can't carry its value` };
  const reason = unwritable(operation, unverified.request, request);
  if (reason !== undefined) return { reason };
  if (rule.in === 'method') {
    const { file, pointer } = operation.source;
    const message = `must not get a successful response to ${rule.keyword}`;
    const broken = { ...rule, message, source: { file, pointer }, reading: 'loose' } as const;
    return { request, intent, broken };
  }
  // every documented response is right, so it may even break a rule, as a byte-order mark does
  if (intent === 'unspecified') return { request, intent };
  const read = readRequest(operation, request);
  if (intent === 'valid') return asValid(request, read);
  return rule.in === 'credentials'
    ? asUnauthorized(request, read, operation, rule)
    : asInvalid(request, read, rule);
}

const inDoubt = (request: WireRequest): Verified => ({ request, intent: 'unspecified' });

function asValid(request: WireRequest, { violations, doubts }: ReadRequest): Verification {
  if (violations.length > 0)
    return { reason: `it is meant to be valid, but breaks ${allNamed(violations)}` };
  return doubts.length > 0 ? inDoubt(request) : { request, intent: 'valid' };
}

function asUnauthorized(
  request: WireRequest,
  { violations }: ReadRequest,
  { source: { file, pointer } }: Operation,
  rule: Rule,
): Verification {
  if (violations.length > 0)
    return { reason: `apart from its credentials, it breaks ${allNamed(violations)}` };
  const source = { file, pointer: `${pointer}/security` };
  const message = 'must be valid credentials';
  return { request, intent: 'invalid', broken: { ...rule, message, source, reading: 'loose' } };
}

function asInvalid(
  request: WireRequest,
  { violations, doubts }: ReadRequest,
  rule: Rule,
): Verification {
  const [broken, ...others] = violations;
  if (!broken && doubts.some((doubt) => isMeant(rule, doubt))) return inDoubt(request);
  if (broken && others.length === 0 && isMeant(rule, broken))
    return { request, intent: 'invalid', broken };
  const names = allNamed(violations) || 'nothing';
  return { reason: `it is meant to break ${named(rule)}, but breaks ${names}` };
}

const allNamed = (rules: readonly Rule[]) => rules.map(named).join(', ');

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

/** Whether a request has exactly the intended effect, for one that breaks no particular rule. */
export function isVerified(
  operation: Operation,
  request: PlannedRequest,
  intent: Unverified['intent'],
): boolean {
  const rule: Rule = { in: 'body', pointer: '', keyword: '' };
  const verified = verifyIntent(operation, { request, intent, rule });
  return !('reason' in verified) && verified.intent === intent;
}
