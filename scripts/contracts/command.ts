import type { FlagTable } from '../../conformance/core/flags.ts';

/** One command of `contracts`: a file in `commands/`, and a line in its index. */
export type Command = {
  /** The word after `contracts`. */
  readonly name: string;
  /** What it does, in one sentence without a full stop: a line of `contracts --help`. */
  readonly summary: string;
  /** Its forms: what follows the name, such as `[API, FILE, FOLDER or URL…] [options]`. */
  readonly usage: readonly string[];
  /** What follows the name in a line that works, and what that line does. */
  readonly examples: readonly (readonly [words: string, does: string])[];
  /** What `--help` says after the flags: the meaning of the words, the exit codes. */
  readonly explanation: string;
  /** The flags. Loaded late, as the rest of the code: `contracts --help` must be fast. */
  readonly flags: () => Promise<FlagTable>;
  /**
   * Does it with the words after the name, and returns the exit code: 0, 1 for findings, 2 where it can't
   * be judged. Throws a `UserError` for a mistake of the user. `--help` is answered before.
   * @param commands every command, for one that tells about the others
   */
  readonly execute: (words: readonly string[], commands: readonly Command[]) => Promise<number>;
};
