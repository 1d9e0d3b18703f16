import type { Reference } from '../reference/model.ts';
import type { Say } from '../words/words.ts';

/** What is needed to show a schema. */
export type SchemaContext = {
  readonly reference: Reference;
  readonly say: Say;
  /** Whether long enumerations are listed whole: on the page of the schema. */
  readonly hasAllValues?: boolean;
};
