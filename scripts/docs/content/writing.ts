import type { Say } from '../words/words.ts';
import type { Target } from './inline.ts';

/** What the writers of one page need to know. */
export type Writing = {
  readonly say: Say;
  /** The address of a target, relative to the page. */
  readonly href: (to: Target) => string;
  readonly hasEvidence: boolean;
  /** Where the reading notes explain a source, by its short name. */
  readonly sourceAt: (document: string) => Target | undefined;
  /** The words of the console; absent where they are English. */
  readonly consoleWords?: Target;
};
