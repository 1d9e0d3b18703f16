import type { Link, Operation } from '../contract/model.ts';
import { cached } from '../memoize.ts';
import type { Need, Resource } from './model.ts';

/**
 * The needs of an operation that links of other operations' responses fill.
 * @see https://spec.openapis.org/oas/v3.1.1.html#link-object
 */
export function linkNeeds(
  operation: Operation,
  operations: readonly Operation[],
  resources: ReadonlyMap<string, Resource>,
): readonly Need[] {
  const found = new Map<string, Need>();
  for (const { link, origin } of cached(known, operations, () => linksIn(operations)))
    if (isTo(link, operation)) addLink(found, { link, origin, operation, resources });
  return [...found.values()];
}

type Origin = { readonly link: Link; readonly origin: Operation };

const known = new WeakMap<readonly Operation[], readonly Origin[]>();

/** The links of all successes: found once, because each operation asks for them. */
const linksIn = (operations: readonly Operation[]): readonly Origin[] =>
  operations.flatMap((origin) =>
    origin.responses
      .filter(({ status }) => /^(?:2|default)/.test(status))
      .flatMap(({ links = [] }) => links.map((link) => ({ link, origin }))),
  );

const isTo = ({ operationId, path, method }: Link, operation: Operation): boolean =>
  operationId === undefined
    ? path === operation.path && method === operation.method
    : operationId === operation.id;

type Linked = {
  readonly link: Link;
  readonly origin: Operation;
  readonly operation: Operation;
  readonly resources: ReadonlyMap<string, Resource>;
};

function addLink(found: Map<string, Need>, { link, origin, operation, resources }: Linked): void {
  const resource = ownerIn(resources, origin);
  if (!resource) return;
  for (const [written, expression] of link.parameters) {
    const [, location, bare = written] = /^(path|query|header|cookie)\.(.+)$/.exec(written) ?? [];
    const parameter = operation.parameters.find(
      ({ in: place, name }) => name === bare && (location === undefined || place === location),
    );
    if (!parameter || typeof expression !== 'string' || !expression.startsWith('$')) continue;
    const place = `$request.${parameter.in}.${parameter.name}`;
    const source = {
      resource: resource.path,
      parameter: resource.parameters.at(-1) ?? parameter.name,
      expression,
      reason: `the link "${link.name}" of ${origin.id} says so`,
    };
    const need = found.get(place);
    found.set(place, {
      place,
      name: parameter.name,
      required: parameter.required,
      sources: [...(need?.sources ?? []), source],
    });
  }
}

/** The resource that an operation has a role in. */
export const ownerIn = (
  resources: ReadonlyMap<string, Resource>,
  { id }: Operation,
): Resource | undefined =>
  resources.values().find(({ roles }) => roles.some((role) => role.operation.id === id));
