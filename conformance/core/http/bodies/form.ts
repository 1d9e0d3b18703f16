import { isForm, isJson } from '../media-type.ts';
import type { Encoding, MediaType, Parameter } from '../../contract/model.ts';
import type { Json } from '../../json.ts';
import type { FlatSchema, Alternatives } from '../../schema/model.ts';
import { isObject } from '../../pointer.ts';
import { formDecode, pairOf, percentEncode } from '../percent.ts';
import { parameterValueIn } from '../read-parameter.ts';
import { memberSchemas } from '../deserialization.ts';
import { parameterPairs, textOf, type Way } from '../write-parameter.ts';
import { isParsable, utf8, type BodyCodec } from './body-codec.ts';
import { isStyled, isWrittenAsJson, objectOf, type Sent } from './members.ts';

/**
 * Pairs as in a query. Without a style, an array is written as repeated pairs, an object as JSON.
 * @see https://spec.openapis.org/oas/v3.1.1.html#encoding-the-x-www-form-urlencoded-media-type
 */
export const form: BodyCodec = {
  id: 'form',
  summary: 'The pairs of an HTML form, application/x-www-form-urlencoded.',
  matches: isForm,
  encode(value, { encoding }) {
    // a text with pairs is the body as it is sent
    if (typeof value === 'string' && value.includes('=')) return { bytes: Buffer.from(value) };
    if (!isObject(value)) return { bytes: Buffer.from(percentEncode(textOf(value))) };
    const pairs = Object.entries(value as { readonly [name: string]: Json }).flatMap(
      ([name, member]) => pairsOf(name, member, encoding.get(name)),
    );
    return { bytes: Buffer.from(pairs.join('&')) };
  },
  decode(bytes, _, mediaType) {
    const text = utf8(bytes);
    if (text === undefined) return { problem: `must be ${mediaType.name} in UTF-8` };
    const written = text.split('&').filter((pair) => pair !== '');
    const pairs = written.map(pairOf);
    const sent = Map.groupBy(
      pairs.map((pair) => pair.map(formDecode) as [string, string]),
      ([name]) => name,
    );
    for (const [name, encoding] of mediaType.encoding)
      if (isStyled(encoding))
        for (const taken of membersOf(mediaType, name, encoding, [...sent.keys()]))
          sent.delete(taken);
    const texts = new Map<string, Sent[]>();
    for (const [name, members] of sent) {
      const saysJson = isJson(mediaType.encoding.get(name)?.contentType ?? '');
      const read = ([, text]: [string, string]) => ({ text, isJson: saysJson && isParsable(text) });
      texts.set(name, members.map(read));
    }
    return {
      value: objectOf(mediaType, texts, (name, encoding, flat) =>
        parameterValueIn(asParameter(mediaType, name, encoding, flat), pairs, (other) =>
          isNamed(mediaType, other),
        ),
      ),
    };
  },
};

function pairsOf(name: string, value: Json, encoding: Encoding | undefined): string[] {
  if (isStyled(encoding)) return parameterPairs(wayOf(name, encoding), value);
  const items: readonly Json[] = Array.isArray(value) ? (value as readonly Json[]) : [value];
  const text = (item: Json) =>
    isWrittenAsJson(item, encoding) ? JSON.stringify(item) : textOf(item);
  return items.map((item) => `${percentEncode(name)}=${percentEncode(text(item))}`);
}

const wayOf = (
  name: string,
  { style = 'form', explode = style === 'form' }: Encoding = {},
): Way => ({ name, in: 'query', style, explode });

/** A member with a style, as a query parameter; the whole body is validated afterwards. */
function asParameter(
  { source }: MediaType,
  name: string,
  encoding: Encoding,
  flat: FlatSchema,
): Parameter {
  const [first = anyText, ...others] = memberSchemas(flat, name) ?? [];
  const known: Alternatives = () => [first, ...others];
  return {
    ...wayOf(name, encoding),
    required: false,
    schema: { source, alternatives: known, validate: () => [] },
    examples: [],
    source,
  };
}

/** The sent names that belong to a member with a style. */
function membersOf(
  mediaType: MediaType,
  name: string,
  encoding: Encoding,
  sent: readonly string[],
): string[] {
  const { style, explode } = wayOf(name, encoding);
  if (style === 'deepObject') return sent.filter((other) => other.startsWith(`${name}[`));
  if (!explode) return [];
  const alternatives = (mediaType.schema?.alternatives() ?? []).flatMap(
    (flat) => memberSchemas(flat, name) ?? [],
  );
  return sent.filter(
    (other) =>
      !isNamed(mediaType, other) &&
      alternatives.some(
        ({ types, properties, additionalProperties }) =>
          types.includes('object') && (properties.has(other) || additionalProperties),
      ),
  );
}

const isNamed = ({ schema }: MediaType, name: string): boolean =>
  schema?.alternatives().some(({ properties }) => properties.has(name)) === true;

const anyText = {
  types: ['string'],
  properties: new Map(),
  patternProperties: new Map(),
  prefixItems: [],
} as unknown as FlatSchema;
