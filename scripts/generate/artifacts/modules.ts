import type { Artifact } from './artifact.ts';

export const modules: Artifact = {
  file: 'index.ts',
  summary:
    'Types, client, operations, examples, enumerations, `prefer` and validators in one module.',
  write: () => `export type * from './types.ts';
export * as enums from './enums.ts';
export * as examples from './examples.ts';
export * as operations from './operations.ts';
export * as validators from './validators.ts';
export { createClient } from './client.ts';
export type { ClientOptions, InputOf, ResultOf } from './client.ts';
export type { OperationId } from './operations.ts';
export { prefer } from './prefer.ts';
export type { ExampleOf, PreferOf, ScenarioRule } from './prefer.ts';
`,
};
