/** A text, or its forms by `Intl.PluralRules`, which the value `count` selects. `{name}` stands for a value. */
export type Word = string | { readonly [form: string]: string };
