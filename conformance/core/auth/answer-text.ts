import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';

/** The longest part of an answer that a message quotes. */
const longest = 200;

/** The JSON value of a body; `undefined` where it is none. */
export function jsonIn(body: Uint8Array): Json | undefined {
  try {
    return JSON.parse(Buffer.from(body).toString()) as Json;
  } catch {
    return undefined;
  }
}

/** The beginning of a body as the end of a message; empty for an empty body. */
export function wordsOf(body: Uint8Array): string {
  const text = Buffer.from(body).toString().replaceAll(/\s+/g, ' ').trim();
  if (text === '') return '';
  return `: ${text.length > longest ? `${text.slice(0, longest)}… (${text.length} characters)` : text}`;
}

/** The names of the members of an answer, whose values may be secrets, as the end of a message. */
export const membersOf = (answer: unknown): string =>
  isObject(answer) ? `: it has ${Object.keys(answer).join(', ') || 'no member'}` : '';
