import { readFileSync } from 'node:fs';
import { LineCounter, parseDocument, visit, type Document } from 'yaml';
import { UserError } from './user-error.ts';

/** A YAML file that a person wrote, with its lines. */
export type YamlFile = {
  readonly document: Document.Parsed;
  /** "file:line" of an offset in the text, for error messages. */
  readonly at: (offset: number) => string;
};

/** Reads the text of a file. Throws a `UserError` if that fails; `hint` is added if the file does not exist. */
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

/** Parses YAML. Throws a `UserError` with file and line for text that is no YAML. */
export function parseYaml(file: string, text: string): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines });
  const [error] = document.errors;
  if (error)
    throw new UserError(
      `${file}:${error.linePos?.[0].line ?? 1}: this is no YAML: ${error.message.split(/ at line |\n/)[0]}.`,
    );
  visit(document, {
    Alias(_, alias) {
      if (!alias.resolve(document))
        throw new UserError(
          `${file}:${lines.linePos(alias.range?.[0] ?? 0).line}: this is no YAML: there is no anchor "${alias.source}" before this alias.`,
        );
    },
  });
  return { document, at: (offset) => `${file}:${lines.linePos(offset).line}` };
}
