import { LineCounter } from 'yaml';
import { isUrl } from '../user-path.ts';

/** A line and a column, counted from 1. */
export type Position = { readonly line: number; readonly col: number };

/** Whether a file is JSON, by its ending; behind a URL, which may have none, by its first sign. */
export const isJsonFile = (path: string, text: string): boolean =>
  path.endsWith('.json') || (isUrl(path) && /^\s*\{/.test(text));

type Child = { readonly key: number; readonly value: number };

/**
 * Finds lines and columns of positions in a well-formed JSON text, counted from 1: those of a key, not
 * of its value. A YAML parser reads JSON too, but takes seconds for megabytes.
 */
export function jsonPositions(text: string): (tokens: readonly string[]) => Position {
  const known = new Map<number, ReadonlyMap<string, Child>>();
  const lines = new LineCounter();
  lines.lineStarts = [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
  return (tokens) => {
    let container = afterBlanks(text, 0);
    let offset = container;
    for (const token of tokens) {
      const children = known.get(container) ?? childrenOf(text, container);
      known.set(container, children);
      const child = children.get(token);
      if (!child) break;
      offset = child.key;
      container = child.value;
    }
    return lines.linePos(offset);
  };
}

/** The offsets of the members or elements of the object or array that starts at an offset. */
function childrenOf(text: string, container: number): ReadonlyMap<string, Child> {
  const isList = text[container] === '[';
  const found = new Map<string, Child>();
  if (!isList && text[container] !== '{') return found;
  let at = afterBlanks(text, container + 1);
  while (at < text.length && text[at] !== '}' && text[at] !== ']') {
    const keyEnd = isList ? at : afterString(text, at);
    const name = isList ? String(found.size) : (JSON.parse(text.slice(at, keyEnd)) as string);
    const value = isList ? at : afterBlanks(text, keyEnd);
    found.set(name, { key: at, value });
    at = afterBlanks(text, afterValue(text, value));
  }
  return found;
}

function afterValue(text: string, from: number): number {
  if (text[from] === '"') return afterString(text, from);
  if (text[from] !== '{' && text[from] !== '[') return after(text, /[^\s,\]}]+/y, from);
  const structural = /["{}[\]]/g;
  let at = from;
  let depth = 0;
  do {
    structural.lastIndex = at;
    const found = structural.exec(text);
    if (!found) return text.length;
    at = found[0] === '"' ? afterString(text, found.index) : found.index + 1;
    if (found[0] === '{' || found[0] === '[') depth += 1;
    else if (found[0] !== '"') depth -= 1;
  } while (depth > 0);
  return at;
}

const afterBlanks = (text: string, from: number) => after(text, /[\s,:\uFEFF]*/y, from);
const afterString = (text: string, from: number) => after(text, /"[^"\\]*(?:\\.[^"\\]*)*"/y, from);

/** The end of the match of a sticky pattern at an offset; the offset itself without a match. */
function after(text: string, pattern: RegExp, from: number): number {
  pattern.lastIndex = from;
  return pattern.test(text) ? pattern.lastIndex : from;
}
