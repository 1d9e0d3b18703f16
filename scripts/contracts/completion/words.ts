import type { Flag } from '../../../conformance/core/flags.ts';
import type { Command } from '../command.ts';

/** What a shell completes: a command, and what may follow it. */
export type Completed = {
  readonly name: string;
  readonly summary: string;
  readonly flags: readonly CompletedFlag[];
};

/** A flag with its hyphens, and what its value is. */
export type CompletedFlag = {
  readonly flag: string;
  readonly help: string;
  readonly isRepeatable: boolean;
  readonly value: Value;
};

/** No value, one of some words, a file, a folder, or what no shell can know. */
export type Value =
  | { readonly kind: 'none' | 'file' | 'folder' }
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'other'; readonly placeholder: string };

/** What a shell completes after the name of the program. */
export const completedOf = (commands: readonly Command[]): Promise<readonly Completed[]> =>
  Promise.all(
    commands.map(async ({ name, summary, flags }) => ({
      name,
      summary,
      flags: [
        ...Object.entries(await flags()).flatMap(([flag, about]) => completedFlags(flag, about)),
        { flag: '--help', help: 'Print help.', isRepeatable: false, value: { kind: 'none' } },
      ],
    })),
  );

function completedFlags(name: string, flag: Flag): CompletedFlag[] {
  const help = firstSentence(flag.help);
  const one = { help, isRepeatable: flag.isRepeatable === true, value: kindOf(flag) };
  const names = flag.isNegatable ? [`--${name}`, `--no-${name}`] : [`--${name}`];
  return names.map((each) => ({ flag: each, ...one }));
}

function kindOf({ value, choices }: Flag): Value {
  if (value === undefined) return { kind: 'none' };
  if (choices) return { kind: 'words', words: choices };
  if (value === 'FILE') return { kind: 'file' };
  return value === 'DIR' ? { kind: 'folder' } : { kind: 'other', placeholder: value };
}

/** A line of help has little room. */
const firstSentence = (text: string): string =>
  text
    .replaceAll('`', '')
    .split(/(?<=[a-z0-9)])[.:;] /, 1)[0]!
    .replace(/\.$/, '');

/** A word in single quotes, for any of the shells. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "'\\''")}'`;
