import type { Style } from './operation.ts';

type Values = { readonly [name: string]: unknown };
type StyleOf = (name: string) => Style;

/**
 * Writes query parameters, also those of a form, in the style that is documented for each.
 * @see https://spec.openapis.org/oas/v3.1.1.html#style-values
 */
export const queryOf = (values: Values, styleOf: StyleOf): string =>
  Object.entries(values)
    .flatMap(([name, value]) => pairsOf(name, value, styleOf(name)))
    .map(([name, value]) => `${encodeURIComponent(name)}=${value}`)
    .join('&');

type Pair = readonly [name: string, encoded: string];

function pairsOf(name: string, value: unknown, { style = 'form', explode }: Style): Pair[] {
  if (value === undefined || value === null) return [];
  if (style === 'content') return [[name, encodeURIComponent(JSON.stringify(value))]];
  if (typeof value !== 'object') return [[name, encoded(value)]];
  if (style === 'deepObject') return deepPairs(name, value);
  const isExploded = explode ?? style === 'form';
  if (Array.isArray(value) && isExploded) return value.map((item) => [name, encoded(item)]);
  if (isExploded) return membersOf(value);
  const separator = { spaceDelimited: '%20', pipeDelimited: '%7C' }[style] ?? ',';
  return [[name, (Array.isArray(value) ? value.map(encoded) : flat(value)).join(separator)]];
}

/** `name[member]=value`, at any depth. */
const deepPairs = (name: string, value: unknown): Pair[] =>
  typeof value === 'object' && value !== null
    ? Object.entries(value).flatMap(([key, inner]) =>
        deepPairs(Array.isArray(value) ? `${name}[]` : `${name}[${key}]`, inner),
      )
    : value === undefined
      ? []
      : [[name, encoded(value)]];

/** Puts path parameters into a template, in the style that is documented for each. */
export const pathOf = (template: string, values: Values, styleOf: StyleOf): string =>
  template.replaceAll(/\{([^{}]+)\}/g, (written, name: string) =>
    values[name] === undefined ? written : segmentOf(name, values[name], styleOf(name)),
  );

function segmentOf(name: string, value: unknown, { style = 'simple', explode }: Style): string {
  if (style === 'content') return encodeURIComponent(JSON.stringify(value));
  const prefix = { label: '.', matrix: ';' }[style] ?? '';
  const named = style === 'matrix' ? `${encodeURIComponent(name)}=` : '';
  if (typeof value !== 'object' || value === null) return `${prefix}${named}${encoded(value)}`;
  const separator = explode && prefix ? prefix : ',';
  if (!explode)
    return `${prefix}${named}${(Array.isArray(value) ? value.map(encoded) : flat(value)).join(',')}`;
  const parts = Array.isArray(value)
    ? value.map((item) => `${named}${encoded(item)}`)
    : membersOf(value).map((pair) => pair.join('='));
  return `${prefix}${parts.join(separator)}`;
}

/** A header field of the style `simple`, or the value of a cookie; its text is not encoded. */
export function fieldOf(value: unknown, { style, explode }: Style = {}): string {
  if (style === 'content') return JSON.stringify(value);
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.join(',');
  const members = Object.entries(value);
  return explode ? members.map((pair) => pair.join('=')).join(',') : members.flat().join(',');
}

const encoded = (value: unknown): string =>
  encodeURIComponent(
    typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value),
  );

const membersOf = (value: object): Pair[] =>
  Object.entries(value)
    .filter(([, inner]) => inner !== undefined)
    .map(([name, inner]) => [name, encoded(inner)]);

const flat = (value: object): string[] =>
  membersOf(value).flatMap(([name, inner]) => [encodeURIComponent(name), inner]);
