import type { Operation } from '../core/contract/model.ts';
import type { CredentialsUse, PlannedRequest } from '../core/http/planned-request.ts';
import type { Rule } from '../core/http/request-part.ts';
import type { Case } from './case.ts';
import type { Change } from './change.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** A way to forge a credential that is made for one request; see `exchange/signers/`. */
export type Forgery = {
  readonly use: CredentialsUse;
  readonly reason: string;
  readonly scheme: string;
};

/** What a generator works on: an operation, and requests that the contract allows. */
export type OperationContext = {
  readonly operation: Operation;
  /** Documented examples: what every variation starts from. */
  readonly base: PlannedRequest;
  /** Only what is required. */
  readonly minimal: PlannedRequest;
  /** Everything that is documented. */
  readonly full: PlannedRequest;
  /** Every place of the operation's requests for which the contract has a schema. */
  readonly schemaLocations: readonly SchemaLocation[];
  readonly forgeries: readonly Forgery[];
};

/** A case as its generator sees it; the plan proves it on its wire form and gives it an id. */
export type CaseDraft = Pick<Case, 'reason' | 'request' | 'intent' | 'topic'> & {
  /** Unique within the generator and the operation. */
  readonly name: string;
  /** What it explores; for an invalid one the rule that it is meant to break. */
  readonly rule: Rule;
  /** Where it can be put together with others of the same intent. */
  readonly change?: Change;
  /** Whether another case says nearly the same, so that it is sent only in a thorough run. */
  readonly redundant?: boolean;
  /**
   * Whether it may well come to nothing, as text that is read in another way; then it is dropped
   * and not counted.
   */
  readonly bestEffort?: boolean;
  readonly repeat?: 'in-turn' | 'at-once';
};

/** An idea that applies and is not tried, and why; it is counted. */
export type NotApplicable = { readonly name: string; readonly notApplicable: string };

/** A named idea for testing an operation. Yields nothing where the idea does not apply. */
export type CaseGenerator = {
  readonly id: string;
  readonly summary: string;
  /**
   * Whether its cases are documented examples, or the plainest request of an operation without any.
   */
  readonly documented?: true;
  readonly generate: (context: OperationContext) => Iterable<CaseDraft | NotApplicable>;
};
