import { readFlags } from '../core/command-line.ts';
import { UserError } from '../core/user-error.ts';
import { flagList, flags, type FlagValues, type MergeOptions } from './flags.ts';

/** What a user asks for. */
export type Command =
  | { readonly kind: 'merge'; readonly files: readonly string[]; readonly options: MergeOptions }
  | { readonly kind: 'run'; readonly apis: readonly string[]; readonly options: FlagValues };

/** Reads the words of a command line. Throws a `UserError` for one that means nothing. */
export function commandOf(words: readonly string[]): Command {
  const { values, positionals } = readFlags({
    args: [...words],
    allowPositionals: true,
    options: Object.fromEntries(
      flagList.map(([name, { value }]) => [
        name,
        value === undefined ? { type: 'boolean' } : { type: 'string', multiple: true },
      ]),
    ),
  });
  const given = values as { readonly [name: string]: readonly string[] | boolean | undefined };
  const [first, ...files] = positionals;
  if (first === 'merge') refuseOthers(Object.keys(given));
  const options = Object.fromEntries(
    flagList.map(([name, { read }]) => [
      name,
      read([given[name] ?? []].flat().map(String), `--${name}`),
    ]),
  ) as FlagValues;
  if (first === 'merge') return { kind: 'merge', files, options };
  if (options.fuzz > 0 && options.shard)
    throw new UserError(
      "--fuzz can't be split into parts: random requests depend on earlier findings. Run it once, without --shard.",
    );
  if (options.fuzz > 0 && options.safe)
    throw new UserError(
      '--fuzz sends made-up requests, which --safe forbids: use only one of the two.',
    );
  return { kind: 'run', apis: positionals, options };
}

/** `merge` sends nothing: a flag about sending is a mistake. */
function refuseOthers(given: readonly string[]): void {
  const isOfMerge = (name: string) => 'isOfMerge' in flags[name as keyof typeof flags];
  const other = given.find((name) => !isOfMerge(name));
  if (other === undefined) return;
  const taken = flagList.filter(([, flag]) => flag.isOfMerge).map(([name]) => `--${name}`);
  throw new UserError(
    `--${other} controls how requests are sent, but merge sends none. It takes ${taken.join(', ')}.`,
  );
}
