import { closeSync, existsSync, mkdirSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { orNearest } from './nearest.ts';
import { UserError } from './user-error.ts';
import { userPath } from './user-path.ts';

/** A report to write: what renders it, and a file; the path `-` is the standard output. */
export type Output<Reporter> = { readonly reporter: Reporter; readonly path: string };

/** How a report is rendered. */
export type RenderOptions = {
  readonly colors: boolean;
  /** The width of the terminal. */
  readonly columns?: number | undefined;
};

type Kind = { readonly id: string };

/** Reads `kind=path`. Throws a `UserError` for an unknown kind or a file that can't be written. */
function outputOf<Reporter extends Kind>(
  written: string,
  all: readonly Reporter[],
): Output<Reporter> {
  const [kind = '', ...rest] = written.split('=');
  const path = rest.join('=');
  const reporter = all.find(({ id }) => id === kind);
  const kinds = all.map(({ id }) => id);
  if (!reporter)
    throw new UserError(
      `There is no report of the kind "${kind}"${orNearest(kind, kinds)} Known kinds: ${kinds.join(', ')}.`,
    );
  if (path === '')
    throw new UserError(
      `--report ${written} lacks a file: write --report ${kind}=PATH, or ${kind}=- for the standard output.`,
    );
  if (path === '-') return { reporter, path };
  const file = userPath(path);
  assertWritable(file, `--report ${written}`);
  return { reporter, path: file };
}

/** Makes a folder and its parents one by one: Node's `recursive` never ends below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

/** Throws a `UserError` where a file can't be written. Creates no file. */
export function assertWritable(file: string, flag: string): void {
  const isNew = !existsSync(file);
  try {
    makeFolder(dirname(file));
    closeSync(openSync(file, 'a'));
    if (isNew) rmSync(file);
  } catch (error) {
    throw new UserError(`${flag} can't be written: ${(error as Error).message}`);
  }
}

/** Reads all `--report` flags. Throws a `UserError` where two reports go to one file. */
export function outputsOf<Reporter extends Kind>(
  written: readonly string[],
  all: readonly Reporter[],
): readonly Output<Reporter>[] {
  const outputs = written.map((one) => outputOf(one, all));
  const twice = outputs.find(
    ({ path }, at) => outputs.findIndex((other) => other.path === path) !== at,
  );
  if (twice)
    throw new UserError(
      twice.path === '-'
        ? 'Only one report can go to the standard output.'
        : `Two reports have the same path ${twice.path}.`,
    );
  return outputs;
}

/**
 * Writes every report; text goes to the standard output unless another report does. If one fails,
 * the others are written before its error is thrown: a `UserError` for a file.
 * @param text the reporter of text
 */
export function publish<Reporter extends Kind>(
  outputs: readonly Output<Reporter>[],
  text: Reporter,
  render: (reporter: Reporter, options: RenderOptions) => string,
): void {
  const { isTTY, columns } = process.stdout;
  const colors = process.env.FORCE_COLOR
    ? process.env.FORCE_COLOR !== '0'
    : isTTY && !process.env.NO_COLOR;
  const [toStdout] = outputs.filter(({ path }) => path === '-');
  const writings = [
    () =>
      process.stdout.write(
        render(toStdout?.reporter ?? text, {
          colors: colors && (!toStdout || toStdout.reporter.id === text.id),
          columns: isTTY ? columns : undefined,
        }),
      ),
    ...outputs
      .filter(({ path }) => path !== '-')
      .map(
        ({ reporter, path }) =>
          () =>
            write(path, render(reporter, { colors: false })),
      ),
  ];
  const errors = writings.flatMap((writing) => {
    try {
      writing();
      return [];
    } catch (error) {
      return [error];
    }
  });
  if (errors.length > 0) throw errors.length === 1 ? errors[0] : new AggregateError(errors);
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UserError(`A report could not be written: ${path}: ${(error as Error).message}.`);
  }
}
