import type { Case, Operation, PlannedRequest, Rule } from '../model.ts';

/** What a generator works on: an operation, and requests that the contract allows. */
export type Subject = {
  readonly operation: Operation;
  /** Documented examples: what every variation starts from. */
  readonly base: PlannedRequest;
  /** Only what is required. */
  readonly minimal: PlannedRequest;
  /** Everything that is documented. */
  readonly full: PlannedRequest;
};

/** A case as its generator sees it; the plan proves it on its wire form and gives it an id. */
export type Variation = Pick<Case, 'because' | 'request'> & {
  /** Unique within the generator and the operation. */
  readonly name: string;
} & ({ readonly intent: 'valid' } | { readonly intent: 'invalid'; readonly breaks: Rule });

/** An idea that applies and is not tried, and why; it is counted. */
export type Untried = { readonly name: string; readonly untried: string };

/** A named idea for testing an operation. Yields nothing where the idea does not apply. */
export type CaseGenerator = {
  readonly id: string;
  readonly summary: string;
  readonly generate: (subject: Subject) => Iterable<Variation | Untried>;
};
