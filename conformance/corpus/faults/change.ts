import type { Fault } from '../contract-server/fault.ts';
import type { Node, SchemaNode } from '../contract-server/inline.ts';

/** A change to one schema, and what is wrong with it: the words after "It". */
export type Change = {
  readonly what: string;
  readonly mutation: string;
  readonly change: (node: Node) => SchemaNode;
  readonly judge?: Fault['judge'];
};
