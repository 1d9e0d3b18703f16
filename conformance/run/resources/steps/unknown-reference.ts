import type { PlannedRequest } from '../../../core/http/planned-request.ts';
import { valueIn } from '../../../core/instances/other-texts.ts';
import { withValue } from '../../../core/instances/plain-request.ts';
import type { Json } from '../../../core/json.ts';
import { identifiersIn } from '../../../core/resources/identifiers.ts';
import type { Need } from '../../../core/resources/model.ts';
import { isReference } from '../../../core/resources/needs.ts';
import { absentIn } from '../absent.ts';
import { lacks, type Made, type Maker, type Situation } from './situation.ts';

/**
 * A creation whose body names another thing that was never made. Only a value that named a thing
 * before is replaced: of others, nobody knows that the target looks for them.
 */
export const unknownReference: Maker = async (situation): Promise<Made> => {
  const { operation, resource, context } = situation;
  const { provider, model } = context.resources;
  const request = await provider.request(resource);
  const references = (model.needs.get(operation.id) ?? []).filter(isReference);
  for (const need of request ? references : []) {
    const value = namesThing(situation, request!, need)
      ? absentIn(operation, request!, need.place)
      : undefined;
    if (value !== undefined)
      return {
        request: withValue(request!, need.place, value),
        expects: unknownTo(situation, value),
      };
  }
  return lacks('other thing that its body names');
};

/** What the response must be to a request that names a thing which no answer gave. */
const unknownTo = ({ resource }: Situation, value: Json) => ({
  ...{ of: 'unknown' as const, isReference: true as const },
  thing: `the identifier ${JSON.stringify(value)}`,
  names: resource.names,
  since: 'no answer gave it',
});

/** Whether a request has the identifier of a thing that the target showed. */
function namesThing(
  { context }: Situation,
  request: PlannedRequest,
  { place, name, sources }: Need,
): boolean {
  const { model, things } = context.resources;
  const sent = String(valueIn(request, place));
  return sources.some((source) => {
    const resource = model.resources.get(source.resource);
    return (resource ? things.of(resource) : []).some((thing) =>
      [
        thing.values.get(source.parameter),
        ...identifiersIn(thing.resource, name, thing.shown),
      ].some((value) => value !== undefined && String(value) === sent),
    );
  });
}
