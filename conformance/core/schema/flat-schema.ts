import type { JsonType, FlatSchema } from './model.ts';
import type { Documents } from '../contract/documents.ts';
import { alternativesOf, type Conjunction } from './branches.ts';
import { mergeSchemas } from './merge.ts';

export const jsonTypes: readonly JsonType[] = [
  'null',
  'boolean',
  'integer',
  'number',
  'string',
  'array',
  'object',
];

/** What several schemas say together of one place: one shape for each choice of their branches. */
export function flatten(
  nodes: readonly unknown[],
  documents: Documents,
): readonly [FlatSchema, ...FlatSchema[]] {
  const alternatives = alternativesOf(nodes, documents).map((conjunction: Conjunction) =>
    mergeSchemas(nodes, conjunction, documents),
  );
  // a choice that contradicts itself makes nothing, unless there is no other
  const [first, ...others] = alternatives.filter((flat) => !flat.isNever && flat.types.length > 0);
  return first ? [first, ...others] : [alternatives[0]!];
}
