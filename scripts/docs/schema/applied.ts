import { nodeOf } from '../../../conformance/core/contract/context.ts';
import { isObject } from '../../../conformance/core/pointer.ts';
import type { Say, WordKey } from '../words/words.ts';
import { keywordOf, type Shape } from './shape.ts';

/** A schema that a keyword applies beside members, elements and alternatives. */
export type Applied = {
  /** The end of its anchor. */
  readonly token: string;
  readonly name: string;
  readonly node: unknown;
};

const single: { readonly [keyword: string]: WordKey } = {
  contains: 'someElement',
  unevaluatedItems: 'otherElements',
  unevaluatedProperties: 'otherMembers',
  propertyNames: 'eachName',
  contentSchema: 'decodedContent',
  not: 'notLikeThis',
  if: 'conditionIf',
  then: 'conditionThen',
  else: 'conditionElse',
};

/**
 * The schemas of conditions, tuples and the like, so that none of their rules is lost.
 * @see https://json-schema.org/draft/2020-12/json-schema-core#name-applying-subschemas
 */
export const appliedSchemas = (shape: Shape, say: Say): readonly Applied[] => [
  ...[keywordOf(shape, 'prefixItems') ?? []].flat().map((node, index) => ({
    token: `*${index + 1}`,
    ...{ name: say('elementNumber', { number: index + 1 }), node },
  })),
  ...Object.entries(single).flatMap(([keyword, word]) => {
    const node = keywordOf(shape, keyword);
    return isObject(node) && Object.keys(node).length > 0
      ? [{ token: `*${keyword}`, name: say(word), node }]
      : [];
  }),
  ...Object.entries(nodeOf(keywordOf(shape, 'dependentSchemas'))).map(([name, node]) => ({
    ...{ token: `*with-${name}`, name: say('withMember', { name }), node },
  })),
];
