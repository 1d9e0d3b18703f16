import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { MediaType, Operation } from '../../../conformance/core/contract/model.ts';
import { exampleViolation } from '../../../conformance/core/http/documented-example.ts';
import { validInstance } from '../../../conformance/core/instances/valid-instance.ts';
import type { Making } from '../../../conformance/core/instances/make.ts';
import type { Schema } from '../../../conformance/core/schema/model.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { contractRule } from '../contract-rule.ts';

/** A schema whose keywords exclude each other has no value: nothing can be sent or answered. */
export const valuePossible = contractRule(
  'value-possible',
  'Every schema of a message or parameter without an example has a value that keeps it.',
  function* (contract) {
    const judged = new Set<string>();
    for (const operation of mockedOperations(contract))
      for (const { schema, omit } of schemasOf(operation)) {
        const { file, pointer } = schema.source;
        const id = `${file} ${pointer} ${omit}`;
        if (judged.has(id) || isPossible(schema, omit)) continue;
        judged.add(id);
        yield {
          source: schema.source,
          message:
            'No value that keeps this schema can be made, so that there is nothing to send. Do its keywords exclude each other? ' +
            'If they do not, give an example.',
        };
      }
  },
);

type Needed = { readonly schema: Schema; readonly omit: Making['omit'] };

/** The schemas of which a value has to be made: there is no example that keeps them. */
function schemasOf({ parameters, requestBody, responses }: Operation): Needed[] {
  const inBodies = (content: readonly MediaType[], omit: Making['omit']): Needed[] =>
    content.flatMap((mediaType) =>
      mediaType.schema && !hasExample(mediaType) ? [{ schema: mediaType.schema, omit }] : [],
    );
  return [
    ...parameters
      .filter(({ required, examples }) => required && examples.length === 0)
      .map(({ schema }): Needed => ({ schema, omit: 'readOnly' })),
    ...inBodies(requestBody?.content ?? [], 'readOnly'),
    ...responses.flatMap(({ content }) => inBodies(content, 'writeOnly')),
  ];
}

const hasExample = (mediaType: MediaType): boolean =>
  mediaType.examples.some(({ value }) => !broken(() => exampleViolation(mediaType, value)));

const isPossible = (schema: Schema, omit: Making['omit']): boolean =>
  broken(() => validInstance(schema, 'required', omit)) !== undefined;

/** What a schema says; one that can't be used is told by another rule. */
function broken<Value>(of: () => Value): Value | true {
  try {
    return of();
  } catch (error) {
    if (error instanceof UserError) return true;
    throw error;
  }
}
