import type { Operation } from '../../../conformance/core/contract/model.ts';
import { documentedMediaType } from '../../../conformance/core/http/media-type.ts';
import type { Json } from '../../../conformance/core/json.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import { isObject, setMember, tokensOf } from '../../../conformance/core/pointer.ts';
import { thingIn } from '../../../conformance/core/resources/identifiers.ts';
import type { FlatSchema } from '../../../conformance/core/schema/model.ts';
import { bestFor, slotsOf } from './compose.ts';
import type { Kind } from './kind.ts';
import { flatsAt } from './shape.ts';
import type { Members } from './thing.ts';

/** What a request gives of a thing. */
export type Sent = {
  /** Without what only the server may write, and what nobody documents. */
  readonly members: Members;
  /** Whether such a request may give a member. */
  readonly isWritable: (name: string) => boolean;
};

/**
 * Reads the body of a request as a thing, or a part of it; `undefined` if it is none.
 * @param operation with the pointer to the part, if it is one
 */
export function sentBy(
  { requestBody, at = '' }: Pick<Operation, 'requestBody'> & { readonly at?: string },
  { resource: { names }, flats }: Kind,
  body: Json | undefined,
  contentType: string | undefined,
): Sent | undefined {
  if (!isObject(body)) return undefined;
  const content = requestBody?.content ?? [];
  const mediaType = contentType ? documentedMediaType(content, contentType) : content[0];
  const isFlat = !Object.values(body).some(isObject);
  const { pointer, thing } = (isFlat ? undefined : thingIn(body as Json, names)) ?? whole(body);
  const isWrapped =
    pointer !== '' && !flats.some(({ properties }) => properties.has(pointer.slice(1)));
  const given = isWrapped && isObject(thing) ? thing : (body as Json);
  const schemas = mediaType?.schema
    ? flatsAt(mediaType.schema.alternatives, tokensOf(at + (isWrapped ? pointer : '')))
    : [];
  const [flat] = bestFor(schemas, given);
  return {
    members: (flat ? withoutHidden(flat, given) : given) as Members,
    isWritable: flat
      ? (name) => namedIn(flat).has(name) || (isOpen(flat) && !isNamed([flat, ...flats], name))
      : (name) => Object.hasOwn(given as Members, name),
  };
}

const whole = (body: object) => ({ pointer: '', thing: body as Json });

const writable = new WeakMap<FlatSchema, ReadonlySet<string>>();

/** The members that a schema lets a request give. */
const namedIn = (flat: FlatSchema): ReadonlySet<string> =>
  cached(
    writable,
    flat,
    () =>
      new Set([
        ...slotsOf(flat).flatMap(({ name, isReadOnly }) => (isReadOnly ? [] : [name])),
        // a schema may require what it does not describe
        ...flat.required.filter((name) => !flat.properties.has(name)),
      ]),
  );

/** Whether a schema lets a request give what no schema names. */
const isOpen = ({ additionalProperties }: FlatSchema): boolean => Boolean(additionalProperties);

const isNamed = (flats: readonly FlatSchema[], name: string): boolean =>
  flats.some(({ properties }) => properties.has(name));

/** A value without what is `readOnly` or `writeOnly` in it, or not documented. */
function withoutHidden(flat: FlatSchema, value: Json): Json {
  if (!isObject(value) || flat.properties.size === 0) return value;
  const kept: { [name: string]: Json } = {};
  for (const [name, own] of Object.entries(value as Members)) {
    const alternatives = flat.properties.get(name)?.();
    const [first] = alternatives ?? [];
    const isMeant = isOpen(flat) || flat.required.includes(name);
    const isHidden = first ? first.readOnly || first.writeOnly : !isMeant;
    if (isHidden) continue;
    setMember(kept, name, alternatives ? withoutHidden(bestFor(alternatives, own)[0]!, own) : own);
  }
  return kept;
}
