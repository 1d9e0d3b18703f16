import { escapeRegExp } from '../escape-reg-exp.ts';
import { orNearest } from '../nearest.ts';
import { UserError } from '../user-error.ts';
import type { Operation } from './model.ts';

/** What selectors look at. */
export type Selectable = Pick<Operation, 'id' | 'method' | 'path' | 'tags'>;

/** Operations as a user names them. */
export type Selector = {
  /** As the user wrote it. */
  readonly written: string;
  /** How narrow it is: of two that match an operation, the one with the higher rank says more. */
  readonly rank: number;
  readonly matches: (operation: Selectable) => boolean;
};

/** The kinds of selectors, the widest first. */
const kinds = ['all', 'method', 'tag', 'expression', 'ids', 'glob', 'path', 'id'] as const;

const methods = ['GET', 'PUT', 'POST', 'DELETE', 'OPTIONS', 'HEAD', 'PATCH', 'TRACE'];

/**
 * Reads a selector: an operationId (`createPet`, with `*` for any characters: `create*`), `tag:admin`,
 * a method, a path of the description with `*` for one segment and `**` for any number of them
 * (`/users/**`), a regular expression between slashes that a path must match, or a method and one of
 * the two. Names of the description go before the syntax: an operation may be named `GET`. Throws a
 * `UserError` for a regular expression that is none.
 * @param place where the user wrote it, for messages
 */
export function selectorOf(
  written: string,
  operations: readonly Selectable[],
  place: string,
): Selector {
  const text = written.trim();
  const selector = (
    kind: (typeof kinds)[number],
    matches: Selector['matches'],
    weight = 0,
  ): Selector => ({ written, rank: kinds.indexOf(kind) * 100_000 + weight, matches });
  if (operations.some(({ id }) => id === text)) return selector('id', ({ id }) => id === text);
  if (/^\*+$/.test(text)) return selector('all', () => true);
  const [, tag] = /^tag:\s*(.+)$/s.exec(text) ?? [];
  if (tag !== undefined) return selector('tag', ({ tags }) => tags.includes(tag));
  const [, word = '', target = ''] = /^([A-Za-z]*)(?:(?:^|\s+)(\/.*))?$/s.exec(text) ?? [];
  const method = methods.find((known) => known === word.toUpperCase());
  if (method !== undefined && target === '')
    return selector('method', (one) => one.method === method);
  if (target !== '' && (method !== undefined || word === '')) {
    const { kind, matches } = pathMatcher(target, operations, place);
    const isMethod = (one: Selectable) => method === undefined || one.method === method;
    return selector(
      kind,
      (one) => isMethod(one) && matches(one.path),
      2 * target.replaceAll('*', '').length + (method === undefined ? 0 : 1),
    );
  }
  const ids = globOf(text, { star: '.*' });
  return selector('ids', ({ id }) => ids.test(id), text.length);
}

type PathMatcher = {
  readonly kind: 'path' | 'expression' | 'glob';
  readonly matches: (path: string) => boolean;
};

function pathMatcher(text: string, operations: readonly Selectable[], place: string): PathMatcher {
  if (operations.some(({ path }) => path === text))
    return { kind: 'path', matches: (path) => path === text };
  const [, source] = /^\/(.+)\/$/s.exec(text) ?? [];
  if (source === undefined) {
    const glob = globOf(text, { star: '[^/]*' });
    return { kind: 'glob', matches: (path) => glob.test(path) };
  }
  const expression = expressionOf(source, place);
  return { kind: 'expression', matches: (path) => expression.test(path) };
}

function expressionOf(source: string, place: string): RegExp {
  try {
    return new RegExp(source);
  } catch (error) {
    throw new UserError(
      `${place}: "/${source}/" is no regular expression: ${(error as Error).message.replace(/^.*\/: /s, '')}.`,
    );
  }
}

/** A glob; what ends with `/**` matches what stands before it too. */
const globOf = (text: string, { star }: { readonly star: string }): RegExp => {
  const pattern = text
    .split(/(\/\*\*$|\*\*|\*)/)
    .map((part) => {
      if (part === '/**') return '(?:/.*)?';
      if (part === '**') return '.*';
      return part === '*' ? star : escapeRegExp(part);
    })
    .join('');
  return new RegExp(`^${pattern}$`, 's');
};

/** Throws a `UserError` with the nearest name for a selector that matches none of the operations. */
export function requireMatch(
  { written, matches }: Selector,
  operations: readonly Selectable[],
  place: string,
): void {
  if (operations.some(matches)) return;
  const names = operations.flatMap(({ id, path, tags }) => [
    id,
    path,
    ...tags.map((tag) => `tag:${tag}`),
  ]);
  throw new UserError(
    `${place}: no operation matches "${written}"${orNearest(written, [...new Set([...names, ...methods])])} A selector is an operationId, tag:NAME, a method, a path such as /users/**, or a regular expression between slashes.`,
  );
}
