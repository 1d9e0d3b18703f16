import { readFileSync, readdirSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { inWords, type Flaw } from './in-words.ts';

/** One extension of OpenAPI that this repository uses. */
export type Extension = {
  /** Completes the sentence "It belongs …". */
  readonly where: string;
  /** Whether it is read at nodes of this type. */
  readonly isReadAt: (type: string) => boolean;
  /** What is wrong with its value at a node of this type. */
  readonly flaws: (value: unknown, type: string) => Iterable<Flaw>;
};

type Places = { readonly where: string; readonly parts: { readonly [type: string]: string } };

const atMediaType: Places = { where: 'at a media type of a response', parts: { MediaType: '#' } };

/** The part of an extension's schema that each type of node uses. Other extensions stand anywhere. */
const places: { readonly [name: string]: Places } = {
  'x-echo': atMediaType,
  'x-memory': {
    where: 'at a media type of a response, or at a response without a body',
    parts: { MediaType: '#', Response: '#' },
  },
  'x-refusals': {
    where: 'at an operation or at `paths`',
    parts: { Operation: '#/$defs/operation', Paths: '#/$defs/paths' },
  },
};

const folder = new URL('../../spec/extensions/', import.meta.url);
const suffix = '.schema.json';
const ajv = new Ajv2020({ allErrors: true, allowUnionTypes: true });

/** Every extension by its name: one for each schema in `spec/extensions`. */
export const extensions: ReadonlyMap<string, Extension> = new Map(
  readdirSync(folder)
    .filter((file) => file.endsWith(suffix))
    .sort()
    .map((file) => [file.slice(0, -suffix.length), readExtension(file)]),
);

function readExtension(file: string): Extension {
  const name = file.slice(0, -suffix.length);
  ajv.addSchema(JSON.parse(readFileSync(new URL(file, folder), 'utf8')), file);
  const { where, parts } = places[name] ?? { where: 'anywhere', parts: undefined };
  return {
    where,
    isReadAt: (type) => parts === undefined || parts[type] !== undefined,
    flaws(value, type) {
      const part = `${file}${parts?.[type] ?? '#'}`;
      const validate = ajv.getSchema(part);
      if (!validate) throw new Error(`The schema ${part} is missing in spec/extensions.`);
      return validate(value) ? [] : inWords(name, validate.errors ?? []);
    },
  };
}
