import { readFileSync } from 'node:fs';
import { parse, YAMLParseError } from 'yaml';
import { UserError } from '../user-error.ts';

/** Reads a file, without its byte-order mark; the reason where that is not possible. */
export function readText(path: string): string | { readonly reason: string } {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    return { reason: code === 'ENOENT' ? 'there is no such file' : message };
  }
}

/**
 * Parses a file of a description: `.json` as JSON, all others as YAML. Throws a `UserError` with
 * file and line.
 */
export function parseText(text: string, path: string, shown: string): unknown {
  try {
    return path.endsWith('.json')
      ? JSON.parse(text)
      : parse(text, { maxAliasCount: -1, merge: true });
  } catch (error) {
    const { message } = error as Error;
    if (error instanceof SyntaxError) {
      const line = /\(line (\d+) column/.exec(message)?.[1] ?? text.split('\n').length;
      throw new UserError(`${shown}:${line}: this is no JSON: ${message}`);
    }
    if (!(error instanceof YAMLParseError)) throw new UserError(`${shown}: ${message}`);
    const line = error.linePos?.[0].line;
    throw new UserError(
      `${shown}${line ? `:${line}` : ''}: this is no YAML: ${message.split(/ at line |\n/)[0]}.`,
    );
  }
}
