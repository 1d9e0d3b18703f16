const opens = (token = ''): boolean => token === '{' || token === '[';
const closes = (token = ''): boolean => token === '}' || token === ']';

/** A text of JSON on several lines; its numbers and texts stay as they were written. */
export function pretty(text: string): string {
  const tokens = text.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s"{}[\],:]+/g) ?? [];
  let depth = 0;
  const line = () => `\n${'  '.repeat(depth)}`;
  return tokens
    .map((token, index) => {
      if (closes(token)) depth -= 1;
      const before = closes(token) && !opens(tokens[index - 1]) ? line() : '';
      if (opens(token)) depth += 1;
      const isBroken = token === ',' || (opens(token) && !closes(tokens[index + 1]));
      return `${before}${token}${token === ':' ? ' ' : ''}${isBroken ? line() : ''}`;
    })
    .join('');
}
