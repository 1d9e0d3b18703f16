import * as languages from './index.ts';
import type { Word } from './word.ts';
import type { Say, Words } from './words.ts';

/** The languages that the site has words for. */
export const languageNames: readonly string[] = Object.keys(languages);

/**
 * Makes the texts of a site.
 * @param language a language of this folder; of others, such as `de-AT`, the first part counts
 * @param own texts that a configuration gives
 */
export function sayIn(language: string, own: { readonly [key: string]: string } = {}): Say {
  const all = languages as { readonly [language: string]: Words };
  const words: { readonly [key: string]: Word } = {
    ...languages.en,
    ...all[language.split('-')[0]!],
    ...own,
  };
  const plural = new Intl.PluralRules(language);
  return (key, values = {}) => {
    const word = words[key]!;
    const text =
      typeof word === 'string'
        ? word
        : (word[plural.select(Number(values.count))] ?? word.other ?? '');
    return text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      Object.hasOwn(values, name) ? String(values[name]) : whole,
    );
  };
}
