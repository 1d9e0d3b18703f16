/** What a company decides about its site: the file `docs.yaml`, the flags of the command, or nothing. */
export type Settings = {
  /** Where it is empty, the language has one. */
  readonly title: string;
  /** A language of `words/`, such as `en`; of others, such as `de-AT`, the first part counts. */
  readonly language: string;
  /** Other words than those of the language, by key. */
  readonly words: { readonly [key: string]: string };
  /** Colours by the name of a custom property, such as `accent`; one value, or one for light and one for dark. */
  readonly theme: {
    readonly [name: string]: string | { readonly light: string; readonly dark: string };
  };
  /** Paths of own files: two images, and a style sheet that is loaded after ours. They are there. */
  readonly logo?: string;
  readonly favicon?: string;
  readonly css?: string;
  /** The path of a JSON report of `contracts check`. */
  readonly report?: string;
  /** Where the site will be served, without a slash at its end, for `sitemap.xml` and canonical links. */
  readonly url?: string;
  /** Whether evidence is written at all. */
  readonly hasEvidence: boolean;
  /** The base URLs that the console may call, beside those of the descriptions. */
  readonly servers: readonly string[];
  /** Former versions, the newest first: each with a git ref, a file, a folder or a URL. */
  readonly versions: readonly Version[];
};

/** A former version of the descriptions: how the site names it, and what `contracts diff` calls the old side. */
export type Version = { readonly name: string; readonly from: string };

/** What holds without a configuration. */
export const defaultSettings: Settings = {
  title: '',
  language: 'en',
  words: {},
  theme: {},
  hasEvidence: true,
  servers: [],
  versions: [],
};
