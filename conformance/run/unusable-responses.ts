import type { Operation } from '../core/contract/model.ts';
import { reasonOf } from '../core/program-error.ts';
import { UserError } from '../core/user-error.ts';
import type { Unusable } from '../plan/plan.ts';

/**
 * Why the responses of an operation can't be judged; found before anything is sent. It compiles
 * their schemas, which planning alone does not need.
 */
export function unusableResponses({ id, responses }: Operation): Unusable | undefined {
  try {
    for (const { content } of responses) for (const { schema } of content) schema?.validate(null);
    return undefined;
  } catch (error) {
    if (error instanceof UserError) return { unusable: `${id}: ${error.message}` };
    return {
      unusable: `${id}: ${reasonOf('reading the schemas of its responses', error)}`,
      isOurs: true,
    };
  }
}
