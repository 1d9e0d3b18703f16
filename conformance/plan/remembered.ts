import type { Operation } from '../core/contract/model.ts';
import type { Json } from '../core/json.ts';
import type { Schema, Violation } from '../core/schema/model.ts';

/** How many judgements of one schema are remembered. */
const few = 50;

/** Texts of more characters are not kept. */
const large = 100_000;

/**
 * An operation whose request schemas remember their last judgements: planning judges a value when a
 * case is drafted, and soon again in the request that is made of it.
 */
export function remembered(operation: Operation): Operation {
  const { parameters, requestBody } = operation;
  return {
    ...operation,
    parameters: parameters.map((parameter) => ({
      ...parameter,
      schema: rememberedSchema(parameter.schema),
    })),
    ...(requestBody
      ? {
          requestBody: {
            ...requestBody,
            content: requestBody.content.map((mediaType) => ({
              ...mediaType,
              ...(mediaType.schema ? { schema: rememberedSchema(mediaType.schema) } : {}),
            })),
          },
        }
      : {}),
  };
}

function rememberedSchema(schema: Schema): Schema {
  const known = new Map<string, readonly Violation[]>();
  return {
    ...schema,
    validate(instance: Json) {
      const text = JSON.stringify(instance);
      if (text.length > large) return schema.validate(instance);
      const found = known.get(text);
      if (found) return found;
      const violations = schema.validate(instance);
      if (known.size >= few) known.delete(known.keys().next().value!);
      known.set(text, violations);
      return violations;
    },
  };
}
