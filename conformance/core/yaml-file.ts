import { readFileSync } from 'node:fs';
import { isMap, isScalar, LineCounter, parseDocument, visit, type Document } from 'yaml';
import { UserError } from './user-error.ts';

/** A YAML file that a person wrote, with its lines. */
export type YamlFile = {
  readonly file: string;
  readonly document: Document.Parsed;
  /**
   * File and line of a member or an element, such as `config.yaml:3`; a member's line is that of
   * its name.
   */
  readonly at: (path: readonly (string | number)[]) => string;
};

/**
 * Reads the text of a file. Throws a `UserError` where that is not possible; `hint` follows where
 * there is no such file.
 */
export function readText(file: string, hint = ''): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const reason =
      (error as NodeJS.ErrnoException).code === 'ENOENT'
        ? `there is no such file${hint}`
        : (error as Error).message;
    throw new UserError(`${file}: ${reason}.`);
  }
}

/** Parses YAML. Throws a `UserError` that names file and line of what is not YAML. */
export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const lineOf = (offset: number) => `${file}:${lines.linePos(offset).line}`;
  const [error] = document.errors;
  if (error)
    throw new UserError(
      `${file}:${error.linePos?.[0].line ?? 1}: this is no YAML: ${error.message.split(/ at line |\n/)[0]}.`,
    );
  visit(document, {
    Alias(_, alias) {
      if (alias.resolve(document)) return;
      throw new UserError(
        `${lineOf(alias.range?.[0] ?? 0)}: this is no YAML: there is no anchor "${alias.source}" before this alias.`,
      );
    },
  });
  return { file, document, at: (path) => lineOf(offsetOf(document, path)) };
}

/**
 * Where the name of a member stands, because a map begins on the line below it; else where the node
 * begins.
 */
function offsetOf(document: Document.Parsed, path: readonly (string | number)[]): number {
  const holder = document.getIn(path.slice(0, -1), true);
  const name = isMap(holder)
    ? holder.items
        .map(({ key }) => key)
        .find((key) => isScalar(key) && String(key.value) === String(path.at(-1)))
    : undefined;
  const node = (name ?? document.getIn(path, true)) as { range?: readonly number[] } | undefined;
  return node?.range?.[0] ?? 0;
}
