import { quoted, type Completed, type CompletedFlag } from './words.ts';

/** @see https://fishshell.com/docs/current/cmds/complete.html */
export const fish = (commands: readonly Completed[]): string =>
  [
    '# Completion of contracts for fish, made by `contracts completion fish`.',
    ...commands.map(
      ({ name, summary }) =>
        `complete -c contracts -n __fish_use_subcommand -f -a ${name} -d ${text(summary)}`,
    ),
    ...commands.flatMap(({ name, flags }) => flags.map((flag) => line(name, flag))),
    '',
  ].join('\n');

function line(command: string, { flag, help, value }: CompletedFlag): string {
  const given = {
    none: () => '',
    file: () => ' -r -F',
    folder: () => " -x -a '(__fish_complete_directories)'",
    words: () => ` -x -a ${quoted(value.kind === 'words' ? value.words.join(' ') : '')}`,
    other: () => ' -x',
  }[value.kind]();
  return `complete -c contracts -n '__fish_seen_subcommand_from ${command}' -l ${flag.slice(2)}${given} -d ${text(help)}`;
}

/** fish knows a backslash in single quotes. */
const text = (words: string): string =>
  `'${words.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
