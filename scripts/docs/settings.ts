/** What a company decides about its site: the file `docs.yaml`, or nothing. */
export type Settings = {
  readonly title: string;
  /** A language of `words/`, such as `en`. */
  readonly language: string;
  /** Other words than those of the language, by key. */
  readonly words: { readonly [key: string]: string };
  /** Colours by the name of a custom property, such as `accent`; one value, or one for light and one for dark. */
  readonly theme: {
    readonly [name: string]: string | { readonly light: string; readonly dark: string };
  };
  /** Paths of own files: an image, and a style sheet that is loaded after ours. */
  readonly logo?: string;
  readonly css?: string;
  /** Where the site will be served, for `sitemap.xml` and canonical links. */
  readonly url?: string;
  /** Whether evidence is written at all. */
  readonly hasEvidence: boolean;
  /** The base URLs that the console may call, beside those of the descriptions. */
  readonly servers: readonly string[];
  /** Former versions, the newest first: each with a git ref, a file, a folder or a URL. */
  readonly versions: readonly { readonly name: string; readonly from: string }[];
};

/** What holds without a configuration. */
export const defaultSettings: Settings = {
  title: 'API reference',
  language: 'en',
  words: {},
  theme: {},
  hasEvidence: true,
  servers: [],
  versions: [],
};
