import type { Fault } from '../contract-server/fault.ts';
import type { Node, SchemaNode } from '../contract-server/inline.ts';

/** A change of one schema; `mutation` continues the sentence "It …". */
export type Change = {
  readonly what: string;
  readonly mutation: string;
  readonly change: (node: Node) => SchemaNode;
  readonly judge?: Fault['judge'];
};

/** A value that breaks one rule: another value, or a change of the current one. */
export type Corrupted = {
  readonly what: string;
  readonly mutation: string;
  readonly value: unknown;
  readonly change?: (value: Node) => unknown;
};
