import type { Rule } from '../core/http/request-part.ts';
import type { Case, Change } from './case.ts';
import type { OperationContext } from './operation-context.ts';

export type { OperationContext };

/** A case before the plan verifies it on its wire form and gives it an id. */
export type CaseDraft = Pick<
  Case,
  'reason' | 'request' | 'intent' | 'topic' | 'basis' | 'steps'
> & {
  /** Unique within the generator and the operation. */
  readonly name: string;
  /** What it explores; for an invalid one the rule that it is meant to break. */
  readonly rule: Rule;
  /** Present if it can be combined with others of the same intent. */
  readonly change?: Change;
  /** Whether another case tests nearly the same; then only a thorough run sends it. */
  readonly redundant?: boolean;
  /** If verification rejects it, drop it silently. */
  readonly bestEffort?: boolean;
  readonly repeat?: 'at-once';
};

/** An idea that applies but is not tried, with the reason; it is counted. */
export type NotApplicable = { readonly name: string; readonly notApplicable: string };

/** A named idea for cases. Yields nothing where the idea does not apply. */
export type CaseGenerator = {
  readonly id: string;
  readonly summary: string;
  /** Whether its cases are documented examples, or the plainest request if there are none. */
  readonly documented?: true;
  readonly generate: (context: OperationContext) => Iterable<CaseDraft | NotApplicable>;
};
