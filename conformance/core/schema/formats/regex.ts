import type { Format } from './format.ts';

function compiles(text: string, flags: string): boolean {
  try {
    new RegExp(text, flags);
    return true;
  } catch {
    return false;
  }
}

/** What other dialects know and JavaScript doesn't, and what some engines lack. */
const special = /\(\?|\\[^dDwWsSnrt.*+?()[\]{}|^$/\\-]|[*+?}]\+|\[\[|&&|--|~~/;

export const isStrictRegex = (text: string): boolean =>
  /^[\x20-\x7e]{1,1000}$/.test(text) && !special.test(text) && compiles(text, 'u');
export const isLooseRegex = (text: string): boolean =>
  // engines limit the length, and compiling takes long
  text.length > 10_000 ||
  special.test(text) ||
  ['u', '', 'v'].some((flags) => compiles(text, flags));

/**
 * Strict is what every engine reads in the same way; loose is what any dialect may be.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#section-6.4
 */
export const regex: Format = {
  name: 'regex',
  strict: isStrictRegex,
  loose: isLooseRegex,
  valid: ['b*', '^a+$', '^[a-z]{2,4}(b|c)?\\d$'],
  near: { 'open-group': '(a', 'open-class': '[a', 'nothing-to-repeat': '*a' },
  between: { empty: '', lookbehind: '(?<!a)b', flags: '(?i)a', property: '\\p{L}', brace: 'a{' },
};
