import type { Artifact } from './artifact.ts';

export const client: Artifact = {
  file: 'client.ts',
  summary:
    'A client of chosen operations, whose results are discriminated by `kind` and `status`. Needs openapi-fetch.',
  write: ({ runtime }) => `import {
  createClient as create,
  type Client,
  type ClientOptions,
  type Input,
  type Result,
  type TypesOf,
} from '${runtime('client')}';
import type { OperationId, Operations } from './operations.ts';
import type { paths } from './types.ts';

export type { ClientOptions } from '${runtime('client')}';

/**
 * Creates a client of the operations that it is given: some of the constants of \`operations\`, or all of that
 * module. A bundler leaves the others out.
 */
export function createClient<Chosen extends { readonly [name: string]: Operations[OperationId] }>(
  options: ClientOptions,
  operations: Chosen,
): Client<paths, Chosen> {
  return create<paths, Chosen>(options, operations);
}

/** What comes of a request of an operation, by its id. */
export type ResultOf<Id extends OperationId> = Result<TypesOf<paths, Operations[Id]>, Operations[Id]>;

/** What a request of an operation takes, by its id. */
export type InputOf<Id extends OperationId> = Input<TypesOf<paths, Operations[Id]>, Operations[Id]>;
`,
};
