import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract, MediaType, Operation } from '../../../conformance/core/contract/model.ts';
import { exampleViolation } from '../../../conformance/core/http/documented-example.ts';
import { validInstance } from '../../../conformance/core/instances/valid-instance.ts';
import type { Making } from '../../../conformance/core/instances/make.ts';
import { isObject, valueAt } from '../../../conformance/core/pointer.ts';
import type { Schema } from '../../../conformance/core/schema/model.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { contractRule } from '../contract-rule.ts';

/**
 * How many objects of a description a schema may reach. Each one beyond takes seconds to compile: of 70
 * descriptions that others have written, only that of Stripe has any.
 */
const reachAtMost = 5000;

/**
 * A schema whose keywords exclude each other has no value: nothing can be sent or answered. Schemas that
 * reach more than 5000 objects are left out, because they take seconds each.
 */
export const valuePossible = contractRule(
  'value-possible',
  'Every schema of a message or parameter without an example has a value that keeps it.',
  function* (contract) {
    const judged = new Set<string>();
    for (const operation of mockedOperations(contract))
      for (const { schema, omit } of schemasOf(operation)) {
        const { file, pointer } = schema.source;
        const id = `${file} ${pointer} ${omit}`;
        if (judged.has(id)) continue;
        judged.add(id);
        if (reaches(schema, contract) > reachAtMost || isPossible(schema, omit)) continue;
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

/** How many objects a schema consists of, with all that it refers to, up to one more than the limit. */
function reaches({ source }: Schema, { document }: Contract): number {
  const seen = new Set<object>();
  const left: unknown[] = [valueAt(document.contentOf(source.file), source.pointer)];
  while (left.length > 0 && seen.size <= reachAtMost) {
    const node = left.pop();
    if (typeof node !== 'object' || node === null || seen.has(node)) continue;
    seen.add(node);
    if (isObject(node) && typeof node.$ref === 'string') left.push(document.deref(node));
    else left.push(...Object.values(node));
  }
  return seen.size;
}

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
