import type { Operation } from '../core/contract/model.ts';
import type { Filter } from '../core/resources/list-parameters.ts';

/** What a step of a sequence does, and to which of its things. */
export type Act =
  | 'create'
  | 'create-another'
  | 'create-same'
  | 'create-refused'
  | 'create-anew'
  | 'create-elsewhere'
  | 'create-user'
  | 'create-unknown'
  | 'read'
  | 'read-other'
  | 'read-single'
  | 'read-third'
  | 'read-unknown'
  | 'read-elsewhere'
  | 'read-orphan'
  | 'read-as-other'
  | 'list'
  | 'list-one'
  | 'list-next'
  | 'list-filtered'
  | 'list-unknown'
  | 'list-beside'
  | 'list-as-other'
  | 'change'
  | 'change-again'
  | 'change-all'
  | 'change-choice'
  | 'change-text'
  | 'change-to-empty'
  | 'change-same'
  | 'change-stale'
  | 'change-list'
  | 'change-to-null'
  | 'change-refused'
  | 'change-unknown'
  | 'change-as-other'
  | 'replace'
  | 'replace-all'
  | 'replace-to-null'
  | 'replace-by-less'
  | 'replace-refused'
  | 'replace-unknown'
  | 'replace-as-other'
  | 'command'
  | 'delete'
  | 'delete-again'
  | 'delete-used'
  | 'delete-unknown'
  | 'delete-as-other'
  | 'delete-parent'
  | 'change-as-stranger'
  | 'replace-as-stranger'
  | 'delete-as-stranger';

/** What the steps before have done to the thing. */
export type After =
  | 'creation'
  | 'change'
  | 'refusal'
  | 'conflict'
  | 'command'
  | 'deletion'
  | 'refused-deletion';

/** The operations that a sequence uses. */
export type Used = {
  /** The names of its things in plain form, for bodies that wrap them. */
  readonly names: readonly string[];
  readonly create?: Operation | undefined;
  readonly read: Operation | undefined;
  readonly list?: Operation | undefined;
  readonly change: Operation | undefined;
  readonly replace: Operation | undefined;
  readonly remove?: Operation | undefined;
  /** What deletes the thing that they lie below, where another one can be made. */
  readonly removeParent?: Operation | undefined;
  /** What makes things that need one of these, or lie below one. */
  readonly createUser?: Operation | undefined;
  /** What does something else to a thing. */
  readonly commands: readonly Operation[];
  readonly hasParent?: boolean;
  /** Whether what makes them names another thing in its body. */
  readonly hasReference?: boolean;
};

/** A step in words: what it does, the name of its case, why, and what came before. */
export type Written = {
  readonly act: Act;
  readonly name: string;
  readonly reason: string;
  readonly after?: After | undefined;
  /** The operation, where the act does not say which. */
  readonly operation?: Operation;
  /** The filter that it tries. */
  readonly filter?: Filter;
};

/** A step that needs no more than that. */
export const step = (act: Act, name: string, reason: string, after?: After): Written => ({
  ...{ act, name, reason, after },
});

/** Steps that only some descriptions have. */
export const when = (condition: unknown, steps: readonly Written[]): readonly Written[] =>
  condition ? steps : [];

/** The name of a case, with a number where there are several. */
export const numbered = (name: string, index: number): string =>
  index === 0 ? name : `${name}-${index + 1}`;
