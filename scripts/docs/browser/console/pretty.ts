const opens = (token = ''): boolean => token === '{' || token === '[';
const closes = (token = ''): boolean => token === '}' || token === ']';

/** Deeper levels are not indented further: each would add its depth to every line. */
const deepest = 60;

/** A text of JSON has no other tokens. No part of this goes back, so that a text of megabytes is read too. */
const token = /"[^"\\]*(?:\\.[^"\\]*)*"|[{}[\],:]|[^\s"{}[\],:]+/gs;

/**
 * A text of JSON on several lines; its numbers and texts stay as they were written. No more than about `most`
 * characters are laid out.
 */
export function pretty(text: string, most = Number.POSITIVE_INFINITY): string {
  const tokens = text.slice(0, most).match(token) ?? [];
  let shown = '';
  let depth = 0;
  for (const [index, each] of tokens.entries()) {
    if (shown.length > most) break;
    if (closes(each)) depth -= 1;
    if (closes(each) && !opens(tokens[index - 1])) shown += lineAt(depth);
    if (opens(each)) depth += 1;
    shown += each === ':' ? ': ' : each;
    if (endsLine(each, tokens[index + 1])) shown += lineAt(depth);
  }
  return shown;
}

const lineAt = (depth: number): string => `\n${'  '.repeat(Math.min(depth, deepest))}`;

const endsLine = (each: string, next: string | undefined): boolean =>
  each === ',' || (opens(each) && !closes(next));
