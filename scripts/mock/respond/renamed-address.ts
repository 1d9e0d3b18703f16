/** An address, such as `/todos/7`, with other texts in place of segments. A text without a slash is none. */
export const renamedAddress = (text: string, others: ReadonlyMap<string, string>): string =>
  text.includes('/')
    ? text
        .split('/')
        .map((segment) => others.get(segment) ?? segment)
        .join('/')
    : text;
