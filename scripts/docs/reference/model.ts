import type { Documents } from '../../../conformance/core/contract/documents.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import type { Node } from '../../../conformance/core/pointer.ts';

/** What the pages of one API are made from. */
export type Reference = {
  readonly api: string;
  readonly title: string;
  readonly version: string;
  readonly info: Node;
  readonly contract: Contract;
  readonly documents: Documents;
  readonly operations: readonly OperationReference[];
  /** The requests that the API sends: webhooks and callbacks. */
  readonly calls: readonly CallReference[];
  /** The groups of the menu, in the order of the description. */
  readonly tags: readonly TagReference[];
  readonly schemas: NamedSchemas;
  /** Whether any rule says what it rests on. */
  readonly hasEvidence: boolean;
  /** The short names of the sources that the reading notes explain. */
  readonly sources: ReadonlySet<string>;
  /** `README.md` beside the description: its reading notes. */
  readonly notes?: string;
  /** `guides/*.md` beside the description. `authentication.md` stands on the page of that name. */
  readonly guides: readonly Guide[];
};

export type Guide = { readonly name: string; readonly title: string; readonly text: string };

/** One operation of the description, also one that nothing can test. */
export type OperationReference = {
  readonly id: string;
  /** In capitals. */
  readonly method: string;
  readonly path: string;
  /** Its summary, else its id. */
  readonly title: string;
  readonly node: Node;
  /** The path item around it. */
  readonly item: Node;
  readonly isDeprecated: boolean;
  /** The tags that it is under; the first is the one of the menu. */
  readonly tags: readonly string[];
  /** The path of its page. */
  readonly page: string;
  /** As the runner and the mock read it, where they can. */
  readonly operation?: Operation;
};

/** A request that the API sends; its path is an expression, or the name of a webhook. */
export type CallReference = OperationReference & {
  readonly name: string;
  /** The operation whose request leads to it; absent for a webhook. */
  readonly because?: OperationReference;
};

export type TagReference = {
  readonly name: string;
  readonly title: string;
  readonly description?: string;
  readonly page: string;
  /** Those that have it as their first: the menu shows each operation once. */
  readonly operations: readonly OperationReference[];
  /** All that have it. */
  readonly all: readonly OperationReference[];
};

/** A schema that has a name, and so a page. */
export type NamedSchema = {
  readonly name: string;
  readonly node: Node;
  readonly page: string;
  /** The operations whose requests or answers hold it, also inside others. */
  readonly usedBy: readonly OperationReference[];
};

/** The named schemas of a description. */
export type NamedSchemas = {
  readonly all: readonly NamedSchema[];
  /** The schema that a node is, if it has a name. */
  readonly of: (node: unknown) => NamedSchema | undefined;
};
