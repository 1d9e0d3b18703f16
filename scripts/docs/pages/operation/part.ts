import type { Block } from '../../content/block.ts';
import type { OperationReference, Reference } from '../../reference/model.ts';
import type { Site } from '../../site-model.ts';

/** What a part of the page of an operation is made from. */
export type PartInput = {
  readonly operation: OperationReference;
  readonly reference: Reference;
  readonly site: Site;
};

/** One part of the page of an operation: a file of this folder, and a line in its index. */
export type OperationPart = {
  /** The lower numbers stand first. */
  readonly order: number;
  /** Its blocks, with their heading; none where it has nothing to say. */
  readonly blocks: (input: PartInput) => readonly Block[];
};
