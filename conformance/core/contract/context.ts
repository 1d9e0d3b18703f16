import { isObject, type Node } from '../pointer.ts';
import type { Direction } from '../schema/direction.ts';
import type { Schema } from '../schema/model.ts';
import type { Source } from '../source.ts';
import type { Strength } from './evidence.ts';

/** What the reader of one OpenAPI object needs of the rest of the description. */
export type ReadContext = {
  readonly root: Node;
  readonly deref: (node: unknown) => unknown;
  readonly sourceOf: (node: object) => Source;
  readonly schema: (node: unknown, direction: Direction) => Schema;
  readonly strengthOf: (source: Source) => Strength | undefined;
  /** Reports a mistake in the operation that is read; such an operation is not tested. */
  readonly warn: (node: Node, reason: string) => void;
  /** Reports a mistake, or what HTTP leaves no choice about: the rest of the operation is tested. */
  readonly note: (node: Node, reason: string) => void;
  /** Throws a `UserError` with the file and the line of a node. */
  readonly fail: (node: Node, message: string) => never;
};

/** The value if it is an object, else an empty object. */
export const nodeOf = (value: unknown): Node => (isObject(value) ? value : {});

/** The objects of a list, with `$ref` resolved. */
export const objectsOf = (value: unknown, { deref }: Pick<ReadContext, 'deref'>): Node[] =>
  Array.isArray(value) ? value.map(deref).filter(isObject) : [];

/** The members of a map of objects, with `$ref` resolved. */
export const entriesOf = (
  value: unknown,
  { deref }: Pick<ReadContext, 'deref'>,
): [name: string, node: Node][] =>
  Object.entries(nodeOf(value)).map(([name, node]) => [name, nodeOf(deref(node))]);
