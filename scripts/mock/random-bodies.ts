import { validInstance } from '../../conformance/core/instances/instance.ts';
import type { Json } from '../../conformance/core/json.ts';
import type { Schema } from '../../conformance/core/schema/model.ts';
import { randomOf } from './random.ts';
import { randomInstance } from './random-instance.ts';

/** How often another body is made where one breaks a rule that was not understood. */
const tries = 20;

/** Bodies that obey their schema, one after another: the same ones for the same seed. */
export function randomBodies(schema: Schema, seed: string): () => Json {
  const random = randomOf(seed);
  return () => {
    for (let attempt = 0; attempt < tries; attempt += 1) {
      const made = randomInstance(schema.alternatives, random);
      if (schema.validate(made).length === 0) return made;
    }
    // the plainest that is valid; where there is none, whoever sends it has it judged
    return validInstance(schema, 'all', 'writeOnly') ?? randomInstance(schema.alternatives, random);
  };
}
