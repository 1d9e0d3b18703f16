import type { OperationContext } from './operation-context.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** Whether some response repeats the value of a location, as `x-echo` says. */
export function echoTest({
  operation,
}: Pick<OperationContext, 'operation'>): (location: SchemaLocation) => boolean {
  const repeated = new Set(
    operation.responses.flatMap(({ content }) => content.flatMap(({ echo }) => [...echo.values()])),
  );
  return ({ in: place, pointer, name }) =>
    repeated.has(
      place === 'body'
        ? `$request.body#${pointer}`
        : `$request.${place}.${name.slice(place.length + 1)}`,
    );
}

/** Locations with those first whose value a response repeats: there a change of it is seen. */
export function echoedFirst(
  context: Pick<OperationContext, 'operation'>,
  locations: readonly SchemaLocation[],
): SchemaLocation[] {
  const isEchoed = echoTest(context);
  return locations.toSorted((one, other) => Number(isEchoed(other)) - Number(isEchoed(one)));
}
