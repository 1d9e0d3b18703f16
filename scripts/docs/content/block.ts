import type { EvidenceSource } from '../../../conformance/core/contract/evidence.ts';
import type { Inline, Target, Tone } from './inline.ts';

/** A part of a page. Each kind has a writer for HTML and one for Markdown, so that a page is told once. */
export type Block =
  | Heading
  | { readonly kind: 'paragraph'; readonly content: Inline; readonly isQuiet?: boolean }
  | Markdown
  | { readonly kind: 'list'; readonly items: readonly Inline[] }
  | Table
  | { readonly kind: 'fields'; readonly fields: readonly Field[] }
  | Code
  /** The same in several languages, of which a reader sees the chosen one. */
  | { readonly kind: 'samples'; readonly samples: readonly Sample[] }
  /** The choice of the language of all samples of the page. */
  | {
      readonly kind: 'choice';
      readonly label: string;
      readonly options: readonly { readonly id: string; readonly label: string }[];
    }
  | {
      readonly kind: 'fold';
      readonly id?: string;
      readonly summary: Inline;
      readonly isOpen?: boolean;
      readonly blocks: readonly Block[];
    }
  | { readonly kind: 'note'; readonly tone: Tone; readonly blocks: readonly Block[] }
  | { readonly kind: 'evidence'; readonly sources: readonly EvidenceSource[] }
  /** Entries of a list of contents, such as the operations of a tag. */
  | { readonly kind: 'cards'; readonly cards: readonly Card[] }
  /** What stands beside the text on a wide screen. */
  | { readonly kind: 'aside'; readonly label: string; readonly blocks: readonly Block[] }
  /** The place of the console; without JavaScript it says why there is none. */
  | { readonly kind: 'console'; readonly data: string };

/** CommonMark of a description. Its headings become those below `level`. */
export type Markdown = {
  readonly kind: 'markdown';
  readonly source: string;
  readonly level: number;
  /** What its relative links lead to; those that lead nowhere, and all without this, become text. */
  readonly links?: (to: string) => Target | undefined;
};

export type Heading = {
  readonly kind: 'heading';
  readonly level: 2 | 3 | 4;
  readonly id: string;
  readonly content: Inline;
  /** The text for search and the list of contents, where the content is more than text. */
  readonly text?: string;
};

export type Table = {
  readonly kind: 'table';
  readonly caption?: string;
  readonly head: readonly Inline[];
  readonly rows: readonly TableRow[];
};
export type TableRow = { readonly id?: string; readonly cells: readonly Inline[] };

export type Code = {
  readonly kind: 'code';
  /** A language of highlight.js, or `text`. */
  readonly language: string;
  readonly text: string;
  readonly label?: string;
};

export type Sample = {
  readonly language: string;
  readonly label: string;
  readonly highlight: string;
  readonly text: string;
  readonly note?: string;
};

export type Card = {
  readonly title: Inline;
  readonly to: Target;
  readonly text: Inline;
  readonly marks?: Inline;
  /** A line of its own below the text, such as links. */
  readonly more?: Inline;
};

/** A member, an element, a parameter or a header field. */
export type Field = {
  /** Its anchor, unique on the page and stable: it follows the names. */
  readonly id: string;
  readonly name: string;
  readonly type: Inline;
  readonly marks: Inline;
  readonly description?: string;
  /** Its rules in words, each with its evidence. */
  readonly rules: readonly Inline[];
  readonly evidence: readonly EvidenceSource[];
  /** Whether its evidence is that of what is around it: a copy in Markdown does not repeat it. */
  readonly isEvidenceInherited?: boolean;
  readonly fields: readonly Field[];
  /** What stands before nested fields, such as "one of". */
  readonly nestedAs?: string;
};
