import { readFileSync } from 'node:fs';
import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  visit,
  type Document,
} from 'yaml';
import { UserError } from './user-error.ts';

type Path = readonly (string | number)[];

/** A parsed YAML file, with its lines. */
export type YamlFile = {
  readonly file: string;
  readonly document: Document.Parsed;
  /** The line of the deepest part of a path that exists; of a member, the line of its name. */
  readonly line: (path: Path) => number;
  /** File and line, such as `config.yaml:3`. */
  readonly at: (path: Path) => string;
};

/** Reads a text, without its byte-order mark. Throws a `UserError`; `hint` tells how to make it. */
export function readText(file: string, hint = ''): string {
  try {
    return readFileSync(file, 'utf8').replace(/^\uFEFF/, '');
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const reason = code === 'ENOENT' ? `there is no such file${hint}` : message;
    throw new UserError(`${file}: ${reason}.`);
  }
}

/** Calls `fail` for an alias without an anchor before it, which `yaml` reads as an error later. */
function checkAliases(
  document: Document.Parsed,
  fail: (offset: number, reason: string) => never,
): void {
  const anchors = new Set<string | undefined>();
  visit(document, {
    Value: (_, { anchor }) => void anchors.add(anchor),
    Alias: (_, { source, range }) => {
      if (!anchors.has(source))
        fail(range?.[0] ?? 0, `there is no anchor "${source}" before this alias`);
    },
  });
}

/** Parses YAML. Throws a `UserError` with file and line. */
export function parseYaml(file: string, text: string, options?: { merge: boolean }): YamlFile {
  const lines = new LineCounter();
  const document = parseDocument(text, { ...options, lineCounter: lines });
  const fail = (line: number, reason: string | undefined): never => {
    throw new UserError(`${file}:${line}: this is not YAML: ${reason}.`);
  };
  const [error] = document.errors;
  if (error) fail(error.linePos?.[0].line ?? 1, error.message.split(/ at line |\n/)[0]);
  // walking a large document takes a tenth of the time of parsing it
  if (/[\s[{,]\*[^\s*]/.test(text))
    checkAliases(document, (offset, reason) => fail(lines.linePos(offset).line, reason));
  const line = (path: Path) => lines.linePos(offsetOf(document, path)).line;
  return { file, document, line, at: (path) => `${file}:${line(path)}` };
}

type Step = { readonly node: unknown; readonly offset: number | undefined };

function offsetOf(document: Document.Parsed, path: Path): number {
  const resolve = (node: unknown) => (isAlias(node) ? node.resolve(document) : node);

  function step(from: unknown, token: string): Step | undefined {
    const holder = resolve(from);
    if (isSeq(holder)) {
      const node = holder.items[Number(token)];
      return { node, offset: isNode(node) ? node.range?.[0] : undefined };
    }
    if (!isMap(holder)) return undefined;
    const memberOf = (name: string) =>
      holder.items.find(
        ({ key }) =>
          isScalar(key) &&
          (typeof key.value === 'symbol' ? key.source : String(key.value)) === name,
      );
    const pair = memberOf(token);
    if (pair)
      return { node: pair.value, offset: isScalar(pair.key) ? pair.key.range?.[0] : undefined };
    // a merge key adds the members of the maps that it names
    const merged = resolve(memberOf('<<')?.value);
    return (isSeq(merged) ? merged.items : [merged])
      .map((node) => step(node, token))
      .find((found) => found !== undefined);
  }

  let last: Step = { node: document.contents, offset: 0 };
  for (const token of path) {
    const found = step(last.node, String(token));
    if (!found) break;
    last = { node: found.node, offset: found.offset ?? last.offset };
  }
  return last.offset ?? 0;
}
