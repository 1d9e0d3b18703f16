import { nodeOf } from '../../../../conformance/core/contract/context.ts';
import { cached } from '../../../../conformance/core/memoize.ts';
import { isObject, ownMember, type Node } from '../../../../conformance/core/pointer.ts';
import { anchors } from '../../content/anchors.ts';
import type { OperationReference, Reference } from '../../reference/model.ts';

/** A security scheme as the page about it needs it. */
export type Scheme = {
  readonly name: string;
  readonly anchor: string;
  /** Absent where operations name a scheme that the description does not have. */
  readonly node?: Node;
  /** The operations that need it, alone or with others, or as one of several. */
  readonly operations: readonly OperationReference[];
};

/** Which credentials the operations of an API need. */
export type Needs = {
  readonly schemes: readonly Scheme[];
  /** The operations that need none. */
  readonly open: readonly OperationReference[];
  /** The operations that take credentials and do without them. */
  readonly optional: readonly OperationReference[];
};

/**
 * The alternatives of an operation, each with the names of schemes that are needed together; an empty one
 * needs none.
 * @see https://spec.openapis.org/oas/v3.1.1.html#security-requirement-object
 */
export const alternativesOf = (
  { node }: OperationReference,
  { documents: { root } }: Reference,
): readonly (readonly string[])[] =>
  [node.security ?? root.security].flat().filter(isObject).map(Object.keys);

const known = new WeakMap<Reference, Needs>();

/** The schemes of a description, then others that its operations name, and which operations need them. */
export const needsOf = (reference: Reference): Needs =>
  cached(known, reference, () => {
    const { documents, operations } = reference;
    const described = nodeOf(nodeOf(documents.root.components).securitySchemes);
    const alternatives = new Map(operations.map((each) => [each, alternativesOf(each, reference)]));
    const users = new Map<string, OperationReference[]>();
    for (const name of Object.keys(described)) users.set(name, []);
    for (const [operation, names] of alternatives)
      for (const name of new Set(names.flat())) {
        const own = users.get(name) ?? [];
        own.push(operation);
        users.set(name, own);
      }
    const anchorOf = anchors();
    const schemes = [...users].map(([name, own]): Scheme => {
      const node = documents.deref(ownMember(described, name));
      const anchor = anchorOf(name);
      return { name, anchor, operations: own, ...(isObject(node) && { node }) };
    });
    const isOpen = (each: OperationReference) => alternatives.get(each)!.flat().length === 0;
    const isOptional = (each: OperationReference) =>
      !isOpen(each) && alternatives.get(each)!.some(({ length }) => length === 0);
    return { schemes, open: operations.filter(isOpen), optional: operations.filter(isOptional) };
  });
