import {
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLParseError,
  type Document,
} from 'yaml';
import { UserError } from './user-error.ts';
import { checkAliases } from './yaml-aliases.ts';

type Path = readonly (string | number)[];

/** A parsed YAML file, with its lines. */
export type YamlFile = {
  readonly file: string;
  readonly document: Document.Parsed;
  /** What the file holds. Values of one anchor are one object. */
  readonly value: () => unknown;
  /** The line of the deepest part of a path that exists; of a member, the line of its name. */
  readonly line: (path: Path) => number;
  /** The line and the column of the same. */
  readonly position: (path: Path) => { readonly line: number; readonly col: number };
  /** File and line, such as `config.yaml:3`. */
  readonly at: (path: Path) => string;
};

/**
 * Parses YAML. Throws a `UserError` with file and line, also for aliases that lead back to
 * themselves or stand for millions of values.
 */
export function parseYaml(file: string, text: string, options?: { merge: boolean }): YamlFile {
  const lines = new LineCounter();
  const fail = (line: number, reason: string): never => {
    throw new UserError(`${file}:${line}: ${reason}.`);
  };
  const bounded = <Made>(make: () => Made): Made => {
    try {
      return make();
    } catch (error) {
      if (error instanceof UserError) throw error;
      // the parser and what walks its result call themselves for each level
      const reason =
        error instanceof RangeError ? tooDeep : `this is not YAML: ${(error as Error).message}`;
      throw new UserError(`${file}: ${reason}`);
    }
  };
  const document = bounded(() => parseDocument(text, { ...options, lineCounter: lines }));
  const [error] = document.errors;
  if (error) fail(error.linePos?.[0].line ?? 1, reasonOf(error));
  // walking a large document takes a tenth of the time of parsing it
  if (/[\s[{,]\*[^\s*]/.test(text))
    bounded(() =>
      checkAliases(document.contents, (offset, reason) => fail(lines.linePos(offset).line, reason)),
    );
  const position = (path: Path) => lines.linePos(offsetOf(document, path));
  const line = (path: Path) => position(path).line;
  return {
    file,
    document,
    value: () => bounded(() => document.toJS({ maxAliasCount: -1 }) as unknown),
    line,
    position,
    at: (path) => `${file}:${line(path)}`,
  };
}

const tooDeep = 'it is nested too deeply to be read';

/** The parser reports an overflow of the stack as an error in the text. */
const reasonOf = ({ message }: YAMLParseError): string =>
  message.startsWith('Maximum call stack')
    ? tooDeep
    : `this is not YAML: ${message.split(/ at line |\n/)[0]}`;

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
