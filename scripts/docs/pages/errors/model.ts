import type { OperationReference } from '../../reference/model.ts';

/** One place where the description shows an error. */
export type Occurrence = {
  /** Absent where the request reaches no operation. */
  readonly operation?: OperationReference;
  /** A status, or as the description has it: `4XX`, `default`. */
  readonly status: string;
  /** How requests fail that get it: a kind of `x-refusals`. */
  readonly kind?: string;
  /** The anchor of the example on the page of the operation. */
  readonly anchor?: string;
};

/** An error as all its occurrences show it. */
export type ErrorCase = {
  readonly meaning: string;
  /** Whether the meaning is CommonMark; else it is plain text. */
  readonly isMarkdown: boolean;
  readonly description?: string;
  /** The body, where an example shows it. */
  readonly example?: { readonly value: unknown; readonly mediaType: string };
  readonly occurrences: readonly Occurrence[];
};

/** All that the description says of one code. */
export type ErrorEntry = {
  readonly code: string;
  /** Whether the body has the code; else it is the status. */
  readonly isInBody: boolean;
  readonly anchor: string;
  /** Whether all of them are failures of the server. */
  readonly isFailure: boolean;
  readonly cases: readonly ErrorCase[];
};
