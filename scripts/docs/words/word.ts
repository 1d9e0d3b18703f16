/** A text, or its forms by `Intl.PluralRules`, which the value `count` selects. `{name}` stands for a value. */
export type Word = string | { readonly [form: string]: string };

/** Texts by their keys. */
export type Texts = { readonly [key: string]: Word };

/** The same texts in another language: every key, and no other. */
export type Translated<English> = { readonly [key in keyof English]: Word };
