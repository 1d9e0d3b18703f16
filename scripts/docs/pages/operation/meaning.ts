import { nodeOf } from '../../../../conformance/core/contract/context.ts';
import { meaningOf } from '../../../../conformance/core/contract/responses.ts';
import type { PartInput } from './part.ts';

/** What an answer says of a request. */
export type Meaning = 'success' | 'refusal' | 'failure' | 'other';

/** What an answer says of the request: `x-refusals` can make a refusal of any status. */
export function meaningOfStatus(status: string, { operation }: PartInput): Meaning {
  const known = operation.operation ?? { refusals: new Map() };
  if (status === 'default') {
    const hasSuccess = Object.keys(nodeOf(operation.node.responses)).some((each) =>
      /^[23]/.test(each),
    );
    return hasSuccess ? 'refusal' : 'other';
  }
  return meaningOf(known as Parameters<typeof meaningOf>[0], Number(status.replace(/XX$/i, '00')));
}
