import type { Contract } from '../../../conformance/core/contract/model.ts';
import type { Node } from '../../../conformance/core/pointer.ts';

/** What an artifact is made from: one API. */
export type ArtifactInput = {
  readonly api: string;
  readonly contract: Contract;
  /** The description as one JSON document: it refers to no other file. Not to be changed. */
  readonly document: Node;
  /** The module to import for what generated code needs at run time: a file of `scripts/frontend/`. */
  readonly runtime: (name: string) => string;
};

/** One file of `generated/<api>/`. */
export type Artifact = {
  /** Its name, such as `types.ts`. */
  readonly file: string;
  /** One sentence for the documentation. */
  readonly summary: string;
  /** Its text, without the line that says what made it. Pure: the same input, the same text. */
  readonly write: (input: ArtifactInput) => string | Promise<string>;
};
