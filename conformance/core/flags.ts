import type { ParseArgsConfig } from 'node:util';
import { readFlags } from './command-line.ts';
import { UserError } from './user-error.ts';

/** One flag of a command. Parsing, `--help`, completion and reference pages come from it. */
export type Flag = {
  /** The placeholder of its value; a flag without one is a switch. */
  readonly value?: string;
  readonly isRepeatable?: true;
  /** Whether `--no-NAME` is a flag too. */
  readonly isNegatable?: true;
  /** The only values that it takes. */
  readonly choices?: readonly string[];
  /** The heading under which `--help` shows it. */
  readonly group?: string;
  readonly help: string;
};

/** The flags of a command, by name without the hyphens, in the order of `--help`. `help` is not among them. */
export type FlagTable = { readonly [name: string]: Flag };

type Text<One extends Flag> = One extends { readonly choices: readonly (infer Choice)[] }
  ? Choice
  : string;

type FlagValue<One extends Flag> = One extends { readonly value: string }
  ? One extends { readonly isRepeatable: true }
    ? readonly Text<One>[]
    : Text<One> | undefined
  : One extends { readonly isNegatable: true }
    ? boolean | undefined
    : boolean;

/** What a command line says for each flag of a table. */
export type FlagValues<Table extends FlagTable> = {
  readonly [Name in keyof Table]: FlagValue<Table[Name]>;
};

/**
 * Reads the words of a command line: the values of the flags, and the other words. Throws a `UserError`
 * for an unknown flag, a value that is missing, and one that is not among the choices.
 */
export function readWords<const Table extends FlagTable>(
  table: Table,
  words: readonly string[],
): { readonly values: FlagValues<Table>; readonly positionals: readonly string[] } {
  const { values, positionals } = readFlags({
    args: [...words],
    allowPositionals: true,
    allowNegative: Object.values(table).some(({ isNegatable }) => isNegatable),
    options: Object.fromEntries(Object.entries(table).map(([name, flag]) => [name, option(flag)])),
  });
  const given = values as { readonly [name: string]: string | boolean | string[] | undefined };
  const read = Object.entries(table).map(([name, flag]) => {
    const value = given[name] ?? absent(flag);
    refuseOthers(name, flag, value);
    return [name, value];
  });
  return { values: Object.fromEntries(read) as FlagValues<Table>, positionals };
}

const option = ({ value, isRepeatable }: Flag): NonNullable<ParseArgsConfig['options']>[string] =>
  value === undefined ? { type: 'boolean' } : { type: 'string', multiple: isRepeatable === true };

const absent = ({ value, isRepeatable, isNegatable }: Flag) => {
  if (value === undefined) return isNegatable ? undefined : false;
  return isRepeatable ? [] : undefined;
};

function refuseOthers(name: string, { choices }: Flag, given: unknown): void {
  const wrong = [given]
    .flat()
    .find((text): text is string => typeof text === 'string' && choices?.includes(text) === false);
  if (wrong !== undefined)
    throw new UserError(`--${name} is one of ${choices!.join(', ')}, not "${wrong}".`);
}
