import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault } from '../../contract-server/fault.ts';
import { valueAt } from '../../implementation/rules.ts';
import { requestLocations } from '../locations.ts';

/** Servers that take the remainder of two doubles, which is not 0 for 19.99 and 0.01. */
export function* dividedFloats(operation: OperationSpec): Iterable<Fault> {
  for (const { node, name, isJson, instance, in: at } of requestLocations(operation)) {
    const step = node.multipleOf;
    if (typeof step !== 'number' || at !== 'body' || !isJson || instance.includes('*')) continue;
    // a power of two is exact
    if (Number.isInteger(step) || Number.isInteger(Math.log2(step))) continue;
    yield {
      id: `${operation.id}/refuses/${name}/remainder-of-doubles`,
      class: 'refuses',
      operation: operation.id,
      family: 'divides-floats',
      trips: ['valid-accepted'],
      reason: `At ${name} it takes the remainder of doubles.`,
      judge: (own, { body }) => {
        const value = valueAt(body, instance.join('/'));
        return own === 'good' && typeof value === 'number' && value % step !== 0 ? 'invalid' : own;
      },
    };
  }
}
