import type { Node } from '../contract-server/inline.ts';

/** A value that breaks one rule: another value, or a change of the one that is there. */
export type Corrupted = {
  readonly what: string;
  readonly mutation: string;
  readonly value: unknown;
  readonly change?: (value: Node) => unknown;
};
