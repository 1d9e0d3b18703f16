import { posix } from 'node:path';
import { beside } from '../../conformance/core/user-path.ts';

/** A `$ref` and its value, quoted or not, in JSON or YAML. */
const reference = /(\$ref["']?\s*:\s*)("(?:[^"\\]|\\.)*"|'(?:[^']|'')*'|[^\s"',}\]][^\s,}\]]*)/g;

/**
 * The text of a file that moves together with others: references that would lead elsewhere lead to where the
 * others are now; all else stays as it is written.
 * @param moved the new path of each file, by its old path or URL
 */
export const relocated = (
  text: string,
  file: string,
  moved: ReadonlyMap<string, string>,
): string => {
  const own = moved.get(file)!;
  return text.replaceAll(reference, (all, start: string, written: string) => {
    const [path = '', fragment] = unquoted(written).split(/#(.*)/s);
    if (path === '') return all;
    const target = moved.get(beside(file, path, decoded));
    if (target === undefined || posix.join(posix.dirname(own), decoded(path)) === target)
      return all;
    const found = posix.relative(posix.dirname(own), target);
    return start + quotedAs(written, fragment === undefined ? found : `${found}#${fragment}`);
  });
};

function unquoted(written: string): string {
  if (written.startsWith('"')) return JSON.parse(written) as string;
  return written.startsWith("'") ? written.slice(1, -1).replaceAll("''", "'") : written;
}

function quotedAs(written: string, text: string): string {
  if (written.startsWith('"')) return JSON.stringify(text);
  return written.startsWith("'") ? `'${text.replaceAll("'", "''")}'` : text;
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
