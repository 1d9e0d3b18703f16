import type { WordKey } from '../words/words.ts';

/** A file of an API that readers can take with them: a file of this folder, and a line in its index. */
export type Download = {
  /** The lower numbers stand first. */
  readonly order: number;
  /** What its name ends with, after a dot. */
  readonly ending: string;
  readonly title: WordKey;
  /** Its text, of the bundled document. */
  readonly write: (document: object) => string;
};
