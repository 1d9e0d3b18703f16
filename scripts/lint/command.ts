import { isFromOutside } from '../../conformance/core/command-line.ts';
import { readWords, type FlagTable } from '../../conformance/core/flags.ts';
import { complainInLines, print } from '../../conformance/core/print.ts';
import { apis } from '../../spec/apis.ts';
import { assertReadable } from './assert-readable.ts';
import { findProblems } from './problems.ts';

/** Every flag of `lint`. */
export const flags = {} as const satisfies FlagTable;

/** Checks descriptions and prints their problems. Returns the exit code. */
export async function execute(words: readonly string[]): Promise<number> {
  try {
    const { positionals } = readWords(flags, words);
    const names = positionals.length > 0 ? positionals : Object.keys(apis);
    const files = new Map<string, string>(Object.entries(apis));
    const descriptions = names.map((name) => files.get(name) ?? name);
    descriptions.forEach(assertReadable);
    const problems = await findProblems(...descriptions);
    for (const { file, line, column, rule, message, pointer } of problems)
      [`${file}:${line}:${column}  ${rule}`, `  ${message}`, `  at ${pointer}`, ''].forEach(print);
    const count = `${problems.length || 'No'} problem${problems.length > 1 ? 's' : ''}`;
    print(`${count} in ${names.join(', ')}.`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    complainInLines(`The descriptions could not be checked. ${error.message}`);
    return 2;
  }
}
