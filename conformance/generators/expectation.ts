import type { Json } from '../core/json.ts';
import type { Identified } from '../core/resources/model.ts';

/** What earlier requests of a sequence mean for the response to a later one. */
export type Expectation = {
  /** The thing, for messages: "the book 12". */
  readonly thing: string;
  /** The names of such things in plain form, for reading answers that wrap them. */
  readonly names: readonly string[];
  /** What happened before, as a clause: "`POST /books` had made it". */
  readonly since: string;
} & (
  | ({ readonly of: 'created' } & Shown)
  | ({ readonly of: 'changed' } & Shown)
  | ({ readonly of: 'unchanged' } & Shown)
  | { readonly of: 'listed'; readonly identifiers: readonly Json[] }
  | { readonly of: 'unlisted'; readonly identifiers: readonly Json[] }
  | { readonly of: 'gone'; readonly before: Json | undefined }
  | { readonly of: 'unknown' }
  | { readonly of: 'new'; readonly resource: Identified; readonly identifiers: readonly Json[] }
  | { readonly of: 'limited'; readonly most: number }
  | { readonly of: 'hidden' }
);

/** Values that a response must show of a thing. */
type Shown = {
  readonly values: readonly ShownValue[];
  /** Whether the thing must be there at all: 404 is wrong. */
  readonly mustExist: boolean;
};

export type ShownValue = {
  /** A JSON Pointer into the thing. */
  readonly pointer: string;
  readonly value: Json;
  /** What it was before a request gave it another value. */
  readonly before?: Json | undefined;
};
