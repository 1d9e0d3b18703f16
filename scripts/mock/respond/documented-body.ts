import { problemOf } from '../../../conformance/core/contract/broken-examples.ts';
import type { Contract, MediaType } from '../../../conformance/core/contract/model.ts';
import { exampleViolation } from '../../../conformance/core/http/documented-example.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { madeBody } from './body-text.ts';

/** The body of a response before it is filled in. */
export type DocumentedBody = {
  readonly value: Json | undefined;
  /** The name of the documented example. */
  readonly example?: string;
  /** Why it is not the example that was asked for. */
  readonly note?: string;
};

/** How a body is written, and whether a broken example is sent to its validation. */
type Written = {
  readonly mediaType: MediaType;
  readonly type: string;
  readonly strictExamples: boolean;
};

/**
 * The body that a response documents: the negotiated example, else a made one. In place of an example
 * that breaks its schema, another one of the media type that keeps it, else a made body.
 */
export function documentedBody(
  { place }: Contract,
  { mediaType, type, strictExamples }: Written,
  wanted: string | undefined,
): DocumentedBody {
  const { examples } = mediaType;
  const example = examples.find(({ name }) => name === wanted);
  if (!example) return { value: madeBody(mediaType, type) };
  const documented = { value: example.value, example: example.name };
  const problem = strictExamples ? undefined : problemOf(mediaType, example, place);
  if (problem === undefined) return documented;
  const other = examples.find(({ value }) => !exampleViolation(mediaType, value, type));
  if (other) {
    const { value, name } = other;
    return { value, example: name, note: `${problem}; the example "${name}" is sent instead` };
  }
  const value = madeBody(mediaType, type);
  // without a body that keeps the schema, the validation of the response says what is wrong
  return value === undefined || exampleViolation(mediaType, value, type)
    ? documented
    : { value, note: `${problem}; a made body is sent instead` };
}
