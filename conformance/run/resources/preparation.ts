import type { Exchange } from '../../checks/exchange.ts';
import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { requestOf, type KnownValues } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import type { Resource, ResourceModel } from '../../core/resources/model.ts';
import { shapeOf } from '../../core/resources/path-families.ts';
import type { Case } from '../../generators/case.ts';
import { preparing, type Located, type Thing, type Things } from './things.ts';

/** What making and finding things needs. */
export type Means = {
  readonly model: ResourceModel;
  readonly things: Things;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** A word for the names of the things that this run makes. */
  readonly run?: string | undefined;
  /** Whether nothing is made, but only looked for. */
  readonly isReadOnly?: boolean | undefined;
  readonly ask: Ask;
  /** What was there before the run. */
  readonly census: {
    readonly wasThere: (resource: Resource, element: Json) => boolean | undefined;
  };
  /** Puts the values of things into the places of a request that need them. */
  readonly fill: (operation: Operation, request: PlannedRequest) => Promise<PlannedRequest>;
};

/** An exchange, and the thing that it made. */
export type Answered = { readonly exchange: Exchange; readonly made?: Thing | undefined };

/** Sends a request that is not judged; `undefined` if there is no answer. */
export type Ask = (testCase: Case) => Promise<Answered | undefined>;

/** A request that is sent so that another one can be judged. */
export const preparation = (operation: Operation, request: PlannedRequest): Case => ({
  id: `${operation.id}/preparation`,
  generator: preparing,
  origin: 'plan',
  operation,
  intent: 'valid',
  rule: { in: 'body', pointer: '', keyword: 'preparation' },
  reason: 'other requests need what it makes or shows',
  request,
});

/** The plainest request of an operation about a thing. */
export const requestAbout = (operation: Operation, thing: Located): PlannedRequest =>
  withPathOf(operation, requestOf(operation, 'required', false), thing);

/** A request with the values of a thing in its path, as far as that is the path of the thing. */
export function withPathOf(
  operation: Operation,
  request: PlannedRequest,
  { resource, values }: Located,
): PlannedRequest {
  const names = resource.path.split('/');
  const path = { ...request.parameters.path };
  for (const [index, segment] of operation.path.split('/').entries()) {
    const name = names[index] ?? '';
    if (shapeOf(segment) !== shapeOf(name)) break;
    const value = values.get(name.slice(1, -1));
    if (segment.startsWith('{') && value !== undefined) path[segment.slice(1, -1)] = value;
  }
  return { ...request, parameters: { ...request.parameters, path } };
}
