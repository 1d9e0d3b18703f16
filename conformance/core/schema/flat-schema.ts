import type { JsonType, Shape } from './model.ts';
import type { Documents } from '../contract/documents.ts';
import { alternativesOf, type Conjunction } from './branches.ts';
import { mergeShape } from './merge.ts';

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
export function shapesOf(
  nodes: readonly unknown[],
  documents: Documents,
): readonly [Shape, ...Shape[]] {
  const shapes = alternativesOf(nodes, documents).map((conjunction: Conjunction) =>
    mergeShape(nodes, conjunction, documents),
  );
  // a choice that contradicts itself makes nothing, unless there is no other
  const [first, ...others] = shapes.filter((shape) => !shape.isNever && shape.types.length > 0);
  return first ? [first, ...others] : [shapes[0]!];
}
