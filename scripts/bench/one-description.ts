import { readFileSync } from 'node:fs';
import { apis } from '../../spec/apis.ts';

type Node = { readonly [member: string]: unknown };

/** All of our APIs as one description, each below its name, for servers that serve only one. */
export function oneDescription(): object {
  const documents = Object.keys(apis).map((api) =>
    named(JSON.parse(readFileSync(`generated/${api}/openapi.json`, 'utf8')) as Node, api),
  );
  const kinds = [
    ...new Set(documents.flatMap(({ components }) => Object.keys(components as object))),
  ];
  return {
    openapi: '3.1.0',
    info: { title: 'All', version: '1.0.0' },
    paths: Object.assign({}, ...documents.map(({ paths }) => paths as object)) as object,
    components: Object.fromEntries(
      kinds.map((kind) => [
        kind,
        Object.assign(
          {},
          ...documents.map(({ components }) => (components as Node)[kind] as object | undefined),
        ),
      ]),
    ) as object,
  };
}

/** A description with the API's name at the beginning of its paths and component names. */
function named(document: Node, api: string): Node {
  const { paths, components, security } = JSON.parse(
    JSON.stringify(document).replaceAll(/#\/components\/(\w+)\//g, `#/components/$1/${api}-`),
  ) as { paths: Node; components: { [kind: string]: Node }; security?: readonly Node[] };
  const needed = (alternatives: readonly Node[]) =>
    alternatives.map((schemes) => prefixed(schemes, `${api}-`));
  const described = Object.entries(paths)
    .filter(([path]) => path.startsWith('/'))
    .map(([path, item]) => [
      `/${api}${path}`,
      Object.fromEntries(
        Object.entries(item as Node).map(([method, operation]) => [
          method,
          typeof operation === 'object' && !Array.isArray(operation)
            ? {
                ...operation,
                security: needed(
                  (operation as { security?: readonly Node[] }).security ?? security ?? [],
                ),
              }
            : operation,
        ]),
      ),
    ]);
  return {
    paths: Object.fromEntries(described) as object,
    components: Object.fromEntries(
      Object.entries(components).map(([kind, map]) => [kind, prefixed(map, `${api}-`)]),
    ),
  };
}

const prefixed = (map: Node, prefix: string): Node =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [`${prefix}${name}`, value]));
