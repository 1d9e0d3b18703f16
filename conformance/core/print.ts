import { oneLine, visible } from './visible.ts';

/** Writes a line to the standard output. It stays one line, and commands no terminal. */
export const print = (line: string): void => void process.stdout.write(`${oneLine(line)}\n`);

/** Writes a line to the standard error, as `print` does. */
export const complain = (line: string): void => void process.stderr.write(`${oneLine(line)}\n`);

/**
 * Writes a text of several lines to the standard error. All but the first are indented, so that no
 * part of a text looks like a line of the program.
 */
export const complainInLines = (text: string): void =>
  void process.stderr.write(`${visible(text).trimEnd().replaceAll('\n', '\n  ')}\n`);
