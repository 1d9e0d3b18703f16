import { makeInstance, type Making } from '../../../conformance/core/instances/make.ts';
import { validInstance } from '../../../conformance/core/instances/valid-instance.ts';
import type { Json } from '../../../conformance/core/json.ts';
import type { Schema } from '../../../conformance/core/schema/model.ts';
import { choicesOf, randomOf } from './random.ts';

/** The number of attempts before a body is made without randomness. */
const tries = 20;

/** Random bodies that conform to a schema. The same seed gives the same bodies. */
export function randomBodies(schema: Schema, seed: string): () => Json {
  const making: Making = {
    extent: 'some',
    omit: 'writeOnly',
    choices: choicesOf(randomOf(seed)),
    examples: true,
  };
  return () => {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const made = makeInstance(schema.alternatives, making);
      if (schema.validate(made).length === 0) return made;
    }
    // if no valid body can be made, the caller's validation says what is wrong
    return validInstance(schema, 'all', 'writeOnly') ?? makeInstance(schema.alternatives, making);
  };
}
