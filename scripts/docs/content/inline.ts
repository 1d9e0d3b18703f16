import type { EvidenceSource } from '../../../conformance/core/contract/evidence.ts';

/** Where a link leads: to a page of the site by its path, to a file of the site, or to another site. */
export type Target =
  | { readonly page: string; readonly anchor?: string }
  | { readonly file: string }
  | { readonly url: string };

/** How a badge looks. A refusal is one whatever its status is. */
export type Tone = 'neutral' | 'success' | 'refusal' | 'failure' | 'warning' | 'accent';

/** Text in a line. A plain string is text and never markup; `undefined` and `false` are left out. */
export type Inline = string | number | undefined | false | InlineNode | readonly Inline[];

type InlineNode =
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'strong'; readonly content: Inline }
  /** Text of less weight. */
  | { readonly kind: 'quiet'; readonly content: Inline }
  | { readonly kind: 'link'; readonly to: Target; readonly content: Inline }
  | { readonly kind: 'badge'; readonly tone: Tone; readonly text: string }
  /** The HTTP method of an operation. */
  | { readonly kind: 'method'; readonly text: string }
  /** What a rule rests on. Readers can hide it. */
  | {
      readonly kind: 'evidence';
      readonly sources: readonly EvidenceSource[];
      readonly about?: string;
    }
  /** CommonMark of a description, without block structure. */
  | { readonly kind: 'markdown'; readonly source: string; readonly hasNoLinks?: boolean };

/** Makes code in a line. */
export const code = (text: string): Inline => ({ kind: 'code', text });

/** Makes a link. */
export const link = (to: Target, content: Inline): Inline => ({ kind: 'link', to, content });

/** Makes important text. */
export const strong = (content: Inline): Inline => ({ kind: 'strong', content });

/** Makes a badge. */
export const badge = (tone: Tone, text: string): Inline => ({ kind: 'badge', tone, text });

/** Makes text of a sentence in which backticks mark code. */
export const sentence = (text: string): Inline =>
  text.split(/`([^`\n]+)`/).map((piece, index) => (index % 2 === 0 ? piece : code(piece)));

/** Puts something between parts, without those that are left out. */
export const joined = (parts: readonly Inline[], between: Inline): Inline =>
  parts
    .filter((part) => part !== undefined && part !== false && part !== '')
    .flatMap((part, index) => (index === 0 ? [part] : [between, part]));
