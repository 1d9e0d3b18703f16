import type { Node } from '../contract-server/inline.ts';

/**
 * Whether a fault drops or loosens a rule of strength `usage`, which no server has to have. `what`
 * names the fault at the schema, and begins with the rule's keyword.
 */
export const isOfUsage = (node: Node, what: string): boolean =>
  usageKeywords(node).some((keyword) => what === keyword || what.startsWith(`${keyword}-`)) ||
  Object.entries((node.properties ?? {}) as { [name: string]: Node }).some(
    ([name, member]) => what === `required/${name}` && usageKeywords(member).includes('required'),
  );

/** The rules of a schema that bind a server. */
export const bindingPart = (node: Node): Node =>
  Object.fromEntries(Object.entries(node).filter(([name]) => !usageKeywords(node).includes(name)));

const usageKeywords = (node: Node): unknown[] =>
  [node['x-source'] as Node | readonly Node[] | undefined]
    .flat()
    .flatMap((source) => (source?.strength === 'usage' ? source.keyword : []));
