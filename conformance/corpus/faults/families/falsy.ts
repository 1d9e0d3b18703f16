import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault } from '../../contract-server/fault.ts';
import { fits } from '../../contract-server/judge.ts';
import { typesOf } from '../../contract-server/styles.ts';
import { also, or, requestLocations, type RequestLocation } from '../locations.ts';
import { bindingPart, isOfUsage } from '../usage.ts';

const falsy: readonly unknown[] = ['', 0, false];

/** Servers that ask for the truth of a value where they mean whether it is there. */
export function* falsyIsAbsent(operation: OperationSpec): Iterable<Fault> {
  for (const location of requestLocations(operation)) {
    const { role, isJson, instance, in: at } = location;
    if (!isJson || at !== 'body' || role !== 'property' || instance.includes('*')) continue;
    yield* acceptedAt(operation, location);
    if (!canBeZero(location)) continue;
    yield {
      id: `${operation.id}/refuses/${location.name}/falsy=0`,
      class: 'refuses',
      operation: operation.id,
      family: 'coerces-falsy',
      trips: ['valid-accepted'],
      reason: `At ${location.name} it takes 0 for a missing value, and refuses it.`,
      edit: location.edit(also({ not: { const: 0 } })),
    };
  }
}

/** Where a value is present, another branch holds: a falsy one is tried with the whole branch. */
const choosesABranch = new Set(['checkObjects body/properties/delivery/properties/express']);

/** Code that requires a value refuses falsy ones with it, so only optional places accept them. */
function* acceptedAt(operation: OperationSpec, location: RequestLocation): Iterable<Fault> {
  const { node, name, isOptional } = location;
  const binding = bindingPart(node);
  const wrong = falsy.filter((value) => !fits(binding, value, 'request'));
  if (choosesABranch.has(`${operation.id} ${name}`)) return;
  if (!isOptional || !('type' in node) || wrong.length === 0 || isOfUsage(node, 'enum')) return;
  yield {
    id: `${operation.id}/accepts/${name}/falsy`,
    class: 'accepts',
    operation: operation.id,
    family: 'coerces-falsy',
    trips: ['invalid-refused'],
    reason: `At ${name} it takes ${wrong.map((value) => JSON.stringify(value)).join(' and ')} for a missing value.`,
    edit: location.edit(or({ enum: wrong })),
  };
}

// a minimum of 0 has a fault of its own
const canBeZero = ({ node }: RequestLocation): boolean =>
  typesOf(node).some((type) => type === 'integer' || type === 'number') &&
  !('enum' in node) &&
  node.minimum !== 0 &&
  fits(node, 0, 'request');
