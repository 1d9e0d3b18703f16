import { essenceOf } from '../media-type.ts';
import type { Json } from '../../json.ts';
import { isObject } from '../../pointer.ts';
import { textOf } from '../write-parameter.ts';
import type { BodyWriter } from './body-codec.ts';
import { valuesOf } from './json-lines.ts';

/**
 * Records: a list of objects has their names in its first line. What is nested is written as JSON.
 * @see https://www.rfc-editor.org/rfc/rfc4180
 */
export const csv: BodyWriter = {
  id: 'csv',
  summary: 'Records with commas, text/csv, or with tabs, text/tab-separated-values.',
  matches: (name) => separators.has(essenceOf(name)),
  encode(value, { name }) {
    if (typeof value === 'string') return { bytes: Buffer.from(value) };
    const separator = separators.get(essenceOf(name)) ?? ',';
    const lines = recordsOf(valuesOf(value)).map(
      (record) => `${record.map((cell) => written(cell, separator)).join(separator)}\r\n`,
    );
    return { bytes: Buffer.from(lines.join('')) };
  },
};

const separators: ReadonlyMap<string, string> = new Map([
  ['text/csv', ','],
  ['application/csv', ','],
  ['text/tab-separated-values', '\t'],
]);

function recordsOf(values: readonly Json[]): (readonly Json[])[] {
  const objects = values.filter(isObject) as { readonly [name: string]: Json }[];
  const names = [...new Set(objects.flatMap(Object.keys))];
  const records = values.map((value) =>
    isObject(value)
      ? names.map((name) => (Object.hasOwn(value, name) ? (value[name] as Json) : null))
      : valuesOf(value),
  );
  return names.length > 0 ? [names, ...records] : records;
}

function written(cell: Json, separator: string): string {
  if (cell === null) return '';
  const text = textOf(cell);
  return /["\r\n]/.test(text) || text.includes(separator)
    ? `"${text.replaceAll('"', '""')}"`
    : text;
}
