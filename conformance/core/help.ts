import type { Flag, FlagTable } from './flags.ts';

const width = 100;
const column = 24;

/** A text in lines that fit beside the column of the flags. */
function wrapped(text: string): string[] {
  const lines = [''];
  for (const word of text.split(' ')) {
    const line = lines.at(-1)!;
    if (line === '') lines[lines.length - 1] = word;
    else if (line.length + 1 + word.length <= width - column)
      lines[lines.length - 1] = `${line} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** The flag as it is typed, with the placeholder of its value. */
const usageOf = (name: string, { value, isNegatable }: Flag): string =>
  `--${isNegatable ? '[no-]' : ''}${name}${value === undefined ? '' : ` ${value}`}`;

const describe = ({ help, isRepeatable }: Flag): string =>
  `${help}${isRepeatable ? ' Repeatable.' : ''}`;

/** A word or words in a column, and beside it what it does. */
export function row(words: string, does: string): string {
  const start = `  ${words}`;
  const lines = wrapped(does.replaceAll('`', ''));
  // a long flag stands on a line of its own
  const beside = start.length < column ? start.padEnd(column) : `${start}\n${' '.repeat(column)}`;
  return beside + lines.join(`\n${' '.repeat(column)}`);
}

/** The flags of a command as `--help` shows them, by their groups. */
export function flagHelp(flags: FlagTable): string {
  const all: FlagTable = {
    ...flags,
    help: { group: lastGroupOf(flags), help: 'Print this help.' },
  };
  const groups = Map.groupBy(Object.entries(all), ([, { group = 'Options' }]) => group);
  return [...groups]
    .map(([group, entries]) =>
      [group, ...entries.map(([name, flag]) => row(usageOf(name, flag), describe(flag)))].join(
        '\n',
      ),
    )
    .join('\n\n');
}

const lastGroupOf = (flags: FlagTable): string => Object.values(flags).at(-1)?.group ?? 'Options';

/** The flags as a table in Markdown. */
export const flagTable = (flags: FlagTable): string =>
  [
    '| Flag | Does |',
    '|---|---|',
    ...Object.entries(flags).map(
      ([name, flag]) => `| \`${usageOf(name, flag)}\` | ${describe(flag).replaceAll('|', '\\|')} |`,
    ),
  ].join('\n');
