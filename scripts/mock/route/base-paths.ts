import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { isObject, pointerOf, valueAt } from '../../../conformance/core/pointer.ts';

/**
 * A base path, without a slash at its end. One that is open has segments such as `{version}`, in
 * which anything may stand.
 */
export type BasePath = { readonly path: string; readonly isOpen: boolean };

/** How many combinations of the values of server variables are served. */
const most = 50;

/**
 * The base paths of an operation: of its own `servers`, else of those of its path, else of the
 * description's.
 * A variable has the values of its `enum`, or its default; without an `enum`, anything may stand in
 * its segment.
 * @see https://spec.openapis.org/oas/v3.1.1.html#server-object
 */
export function basePathsOf(
  { document: { root, deref } }: Contract,
  { method, path }: Operation,
): readonly BasePath[] {
  const item = deref(valueAt(root, pointerOf(['paths', path])));
  const operation = valueAt(item, pointerOf([method.toLowerCase()]));
  const [servers] = [operation, item, root].flatMap((node) =>
    isObject(node) && Array.isArray(node.servers) ? [node.servers] : [],
  );
  const found = (servers ?? []).filter(isObject).flatMap(pathsOf);
  return [...new Map(found.map((base) => [base.path, base])).values()].filter(
    (base) => base.path !== '',
  );
}

function pathsOf({ url, variables }: { readonly [member: string]: unknown }): BasePath[] {
  if (typeof url !== 'string') return [];
  const described = Object.entries(isObject(variables) ? variables : {}).filter(([, variable]) =>
    isObject(variable),
  ) as [string, { readonly enum?: unknown; readonly default?: unknown }][];
  const fixed = described.reduce<string[]>(
    (urls, [name, variable]) => {
      const values = [
        ...new Set(
          [variable.default, ...(Array.isArray(variable.enum) ? variable.enum : [])]
            .filter((value) => value !== undefined)
            .map(String),
        ),
      ];
      return urls
        .flatMap((text) =>
          text.includes(`{${name}}`)
            ? values.map((value) => text.replaceAll(`{${name}}`, value))
            : [text],
        )
        .slice(0, most);
    },
    [url],
  );
  const isChoice = (name: string) =>
    described.some(([other, variable]) => other === name && Array.isArray(variable.enum));
  // what has an enum has been filled in above
  const open =
    fixed.length > 0 && /\{[^}]+\}/.test(url)
      ? described
          .filter(([name]) => isChoice(name))
          .reduce(
            (text, [name, variable]) => text.replaceAll(`{${name}}`, String(variable.default)),
            url,
          )
      : '';
  const opened = pathOf(open);
  const isSegmented = opened
    .split('/')
    .every((segment) => !segment.includes('{') || /^\{[^}]+\}$/.test(segment));
  return [
    ...fixed.map((text) => ({ path: pathOf(text), isOpen: false })),
    ...(opened.includes('{') && isSegmented ? [{ path: opened, isOpen: true }] : []),
  ].filter((base) => base.isOpen || !base.path.includes('{'));
}

/**
 * The path of a server's URL, which may be relative; what only looks like a path because its host
 * is open has none.
 */
function pathOf(url: string): string {
  const path = url.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/]*/i, '').replace(/[?#].*$/s, '');
  // "{baseUrl}" alone stands for scheme and host
  if (/^\{[^}]+\}/.test(path)) return '';
  return path === '' || path === '/'
    ? ''
    : `/${path.replace(/^[./]+/, '').replace(/\/+$/, '')}`.replace(/^\/$/, '');
}
