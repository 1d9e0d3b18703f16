import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { PlannedRequest } from '../../../conformance/core/http/planned-request.ts';

/** The request that a sample sends. */
export type SampleInput = {
  readonly contract: Contract;
  readonly operation: Operation;
  readonly request: PlannedRequest;
  /** The base URL of the server, without a slash at its end. */
  readonly baseUrl: string;
  readonly api: string;
};

/** A language, or a tool of one, in which samples are written: a file of this folder, and a line in its index. */
export type SampleLanguage = {
  /** The lower numbers stand first. */
  readonly order: number;
  readonly id: string;
  /** As readers see it: `JavaScript (fetch)`. */
  readonly label: string;
  /** Its name in highlight.js. */
  readonly highlight: string;
  /** Whether our tests run its samples. */
  readonly isRun: boolean;
  /** The text that a reader pastes; `undefined` where the language can't send this request. */
  readonly write: (input: SampleInput) => string | undefined;
};
