import { isObject, pointerOf, valueAt } from '../pointer.ts';
import type { Contract, Operation } from './model.ts';

/** A base path without a trailing slash. An open one has variable segments such as `{version}`. */
export type BasePath = { readonly path: string; readonly isOpen: boolean };

/** The largest number of served combinations of the values of server variables. */
const most = 50;

/** A Server Object. */
type Server = { readonly [member: string]: unknown };

/**
 * The base paths of an operation, from its own `servers`, else those of its path, else those of the
 * description. A server variable with an `enum` has its values only; any other one also stands for
 * any segment.
 * @see https://spec.openapis.org/oas/v3.1.1.html#server-object
 */
export function basePathsOf(contract: Contract, operation: Operation): readonly BasePath[] {
  const servers = ownServers(contract, operation) ?? serversIn(contract.document.root);
  const found = servers.flatMap(pathsOf).filter(({ path }) => path !== '');
  return [...new Map(found.map((base) => [base.path, base])).values()];
}

/** The servers of an operation or of its path, which replace those of the description. */
export function ownServers(
  { document: { root, deref } }: Contract,
  { method, path }: Pick<Operation, 'method' | 'path'>,
): readonly Server[] | undefined {
  const item = deref(valueAt(root, pointerOf(['paths', path])));
  const operation = deref(valueAt(item, pointerOf([method.toLowerCase()])));
  const holder = [operation, item].find((node) => isObject(node) && Array.isArray(node.servers));
  return holder === undefined ? undefined : serversIn(holder);
}

/** The Server Objects of the description, a path or an operation. */
export const serversIn = (node: unknown): readonly Server[] =>
  isObject(node) && Array.isArray(node.servers) ? node.servers.filter(isObject) : [];

/** The host and the port of a server, as the description writes them; a relative one has none. */
export function hostOf({ url }: Server): string | undefined {
  const [, host] = /^(?:[a-z][a-z0-9+.-]*:)?\/\/([^/?#]*)/i.exec(String(url)) ?? [];
  return host?.toLowerCase();
}

type Variable = {
  readonly name: string;
  readonly values: readonly string[];
  readonly isChoice: boolean;
};

/** The paths of a server, of which the first has the defaults of its variables. */
export function pathsOf({ url, variables }: Server): BasePath[] {
  if (typeof url !== 'string') return [];
  const described = Object.entries(isObject(variables) ? variables : {}).flatMap(variableOf);
  const fixed = filled(url, described).map((text) => ({ path: pathOf(text), isOpen: false }));
  const choices = described.filter(({ isChoice }) => isChoice);
  const open = pathOf(filled(url, choices)[0] ?? '');
  const isOpen = open.split('/').every((segment) => /^(\{[^}]+\}|[^{]*)$/.test(segment));
  return [
    ...fixed.filter(({ path }) => !path.includes('{')),
    ...(isOpen ? [{ path: open, isOpen: open.includes('{') }] : []),
  ];
}

function variableOf([name, variable]: [string, unknown]): Variable[] {
  if (!isObject(variable)) return [];
  const isChoice = Array.isArray(variable.enum);
  const values = [variable.default, ...(isChoice ? (variable.enum as unknown[]) : [])];
  const texts = values.filter((value) => value !== undefined).map(String);
  return [{ name, values: [...new Set(texts)], isChoice }];
}

/** A URL with each combination of the values of its variables; the defaults come first. */
const filled = (url: string, variables: readonly Variable[]): string[] =>
  variables.reduce(
    (urls, { name, values }) =>
      urls
        .flatMap((text) =>
          text.includes(`{${name}}`)
            ? values.map((value) => text.replaceAll(`{${name}}`, value))
            : [text],
        )
        .slice(0, most),
    [url],
  );

/** The path of a server's URL, which may be relative, without a trailing slash. */
function pathOf(url: string): string {
  const path = url.replace(/^(?:[a-z][a-z0-9+.-]*:)?\/\/[^/?#]*/i, '').replace(/[?#].*$/s, '');
  // `{baseUrl}` stands for a scheme and a host
  if (/^\{[^}]+\}/.test(path)) return '';
  return `/${path.replace(/^[./]+/, '').replace(/\/+$/, '')}`.replace(/^\/$/, '');
}
