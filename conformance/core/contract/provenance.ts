import { escapeToken } from '../pointer.ts';
import type { Source } from '../source.ts';

/**
 * Where the parts of an edited document stand: a part that no edit touched stands where its parent
 * does, below the same name.
 */
export type Provenance = { readonly source: Source; parts?: Map<string, Provenance> };

/** Where a member or an element stands. */
export function partOf({ source, parts }: Provenance, token: string | number): Provenance {
  const { file, pointer } = source;
  const plain = { source: { file, pointer: `${pointer}/${escapeToken(token)}` } };
  return parts?.get(String(token)) ?? plain;
}

/** The same, kept, so that its own parts can be set. */
export function ownPart(whole: Provenance, token: string | number): Provenance {
  const part = partOf(whole, token);
  setPart(whole, token, part);
  return part;
}

/** Says where a member or an element stands now. */
export function setPart(whole: Provenance, token: string | number, part: Provenance): void {
  whole.parts ??= new Map();
  whole.parts.set(String(token), part);
}

/** Forgets an element of a list: those behind it move forward. */
export function removeElement(whole: Provenance, index: number, length: number): void {
  const parts = Array.from({ length }, (_, at) => partOf(whole, at)).toSpliced(index, 1);
  whole.parts = new Map(parts.map((part, at) => [String(at), part]));
}
