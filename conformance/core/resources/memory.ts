import type { Memory, Operation } from '../contract/model.ts';
import type { Need, Resource } from './model.ts';
import { ownerIn } from './links.ts';

/** What the responses of an operation say of things that the server remembers. */
const memoriesOf = ({ responses }: Operation): readonly Memory[] =>
  responses.flatMap(({ content }) => content.flatMap(({ memory }) => memory ?? []));

/**
 * The needs that `x-memory` shows: an operation that recalls what only another one gives to be kept
 * is about the thing of that request.
 */
export function memoryNeeds(
  operation: Operation,
  operations: readonly Operation[],
  resources: ReadonlyMap<string, Resource>,
): readonly Need[] {
  return memoriesOf(operation).flatMap(({ of, key, keeps, recalls }) => {
    const recalled = [...recalls.values()];
    if (!key.startsWith('$request.') || recalled.some((name) => keeps.has(name))) return [];
    const sources = operations.flatMap((giver) => {
      const resource = giver === operation ? undefined : ownerIn(resources, giver);
      return memoriesOf(giver)
        .filter((other) => other.of === of && recalled.some((name) => other.keeps.has(name)))
        .flatMap((other) =>
          resource
            ? [
                {
                  resource: resource.path,
                  parameter: resource.parameters.at(-1) ?? '',
                  expression: other.key,
                  reason: `x-memory of ${giver.id} keeps the same ${of}`,
                },
              ]
            : [],
        );
    });
    const name = key.replace(/^.*[./#]/, '');
    return sources.length > 0 ? [{ place: key, name, required: true, sources }] : [];
  });
}
