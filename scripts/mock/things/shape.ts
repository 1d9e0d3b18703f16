import type { MediaType } from '../../../conformance/core/contract/model.ts';
import { exampleViolation } from '../../../conformance/core/http/documented-example.ts';
import { isJson } from '../../../conformance/core/http/media-type.ts';
import { sentTypeOf } from '../../../conformance/core/http/sent-type.ts';
import { undeclaredMember } from '../../../conformance/core/instances/members.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { isObject, tokensOf } from '../../../conformance/core/pointer.ts';
import { thingIn } from '../../../conformance/core/resources/identifiers.ts';
import { listIn } from '../../../conformance/core/resources/list-answers.ts';
import type { Alternatives, FlatSchema } from '../../../conformance/core/schema/model.ts';
import { madeBody } from '../respond/body-text.ts';

/** Where an answer shows a thing, or a list of things, and what the schema says of one. */
export type Shape = {
  readonly mediaType: MediaType;
  /** The Content-Type. */
  readonly type: string;
  /** Whether its text is JSON. */
  readonly isJson: boolean;
  /** A whole answer: a documented example, else a made one. */
  readonly sample: Json;
  /** Where the thing or the list is in the answer. */
  readonly pointer: string;
  /** The schemas of a thing, the likeliest first; none if nothing is said of it. */
  readonly flats: readonly FlatSchema[];
  /** The things in all examples of the answer, else the one in the sample. */
  readonly examples: readonly Json[];
  /** Whether the examples are documented. */
  readonly isDocumented: boolean;
};

/** The shape of an answer that shows one thing; `undefined` if it shows none. */
export const thingShape = (mediaType: MediaType, names: readonly string[]): Shape | undefined =>
  shapeOf(mediaType, (body) => {
    const found = thingIn(body, names);
    return found && isObject(found.thing)
      ? { pointer: found.pointer, things: [found.thing as Json], below: '' }
      : undefined;
  });

/** The shape of an answer that lists things; `undefined` if it holds no list. */
export const listShape = (mediaType: MediaType, names: readonly string[]): Shape | undefined =>
  shapeOf(mediaType, (body) => {
    const found = listIn(body, names);
    return found && { pointer: found.pointer, things: found.things, below: '/0' };
  });

type Found = {
  readonly pointer: string;
  readonly things: readonly Json[];
  /** From there to a thing. */
  readonly below: string;
};

function shapeOf(
  mediaType: MediaType,
  find: (body: Json | undefined) => Found | undefined,
): Shape | undefined {
  const type = sentTypeOf(mediaType);
  const bodies = mediaType.examples
    .map(({ value }) => value)
    .filter((value) => !exampleViolation(mediaType, value, type));
  const sample = bodies[0] ?? madeBody(mediaType, type);
  const found = find(sample);
  if (!found || sample === undefined) return undefined;
  const { pointer, things, below } = found;
  const examples = bodies.length > 0 ? bodies.flatMap((body) => find(body)?.things ?? []) : things;
  const { schema } = mediaType;
  return {
    ...{ mediaType, type, isJson: isJson(type), sample, pointer, examples },
    flats: schema ? flatsAt(schema.alternatives, tokensOf(pointer + below)) : [],
    isDocumented: bodies.length > 0,
  };
}

/** The flattened schemas of a place in a value, of every branch that leads to it. */
export function flatsAt(
  alternatives: Alternatives,
  tokens: readonly string[],
): readonly FlatSchema[] {
  if (tokens.length === 0) return alternatives();
  const found = tokens.reduce<readonly FlatSchema[]>(
    (around, token) => around.flatMap((flat) => innerOf(flat, token)?.() ?? []),
    alternatives(),
  );
  return [...new Map(found.map((flat) => [flat.identity, flat])).values()];
}

function innerOf(flat: FlatSchema, token: string): Alternatives | undefined {
  const element = /^\d+$/.test(token) ? flat.prefixItems[Number(token)] || flat.items : undefined;
  return flat.properties.get(token) ?? undeclaredMember(flat, token) ?? (element || undefined);
}

/** Whether two schemas are one, or have the same members. */
export const isSameSchema = (one: FlatSchema, other: FlatSchema): boolean =>
  (one.source.file === other.source.file && one.source.pointer === other.source.pointer) ||
  (one.properties.size > 0 &&
    one.properties.size === other.properties.size &&
    one.properties.keys().every((name) => other.properties.has(name)));
