import type { Json } from '../../json.ts';
import type { Reading } from '../model.ts';
import type { Format } from './format.ts';
import * as all from './index.ts';

/** Whether a value is right under each of the readings. */
export type Readings = { readonly [reading in Reading]: (value: Json) => boolean };

/** Every format that is known. */
export const formats: readonly Format[] = Object.values(all);

const byName: ReadonlyMap<string, Format> = new Map(
  formats.flatMap((format) =>
    [format.name, ...(format.aliases ?? [])].map((name) => [name, format] as const),
  ),
);

/**
 * The format of a name, with both readings; `undefined` if the name is unknown. It limits texts,
 * and numbers if it is `numeric`.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3
 * @see https://spec.openapis.org/registry/format/
 */
export const formatReading = (name: string): Format | undefined => byName.get(name);

/**
 * The format of a text with this `contentEncoding`, whose letter case says nothing; `undefined` if
 * the encoding is unknown.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation#section-8.3
 */
export function encodingReading(encoding: string): Format | undefined {
  const name = encoding.toLowerCase();
  return name === 'base64' || name === 'base64url' ? byName.get(name) : undefined;
}

/**
 * The readings of an unknown format: a server must accept the values that its schema documents, and
 * need not refuse any value.
 */
export const unknownReading = (documented: readonly Json[]): Readings => ({
  strict: (value) => documented.includes(value),
  loose: () => true,
});

/** The values that a schema documents itself. */
export const documentedValues = (schema: { readonly [keyword: string]: unknown }): Json[] =>
  ['example', 'default', 'const']
    .flatMap((keyword) => (Object.hasOwn(schema, keyword) ? [schema[keyword] as Json] : []))
    .concat(
      ['examples', 'enum'].flatMap((keyword) =>
        Array.isArray(schema[keyword]) ? (schema[keyword] as Json[]) : [],
      ),
    );
