import type { Operation } from '../contract/model.ts';
import type { FlatSchema } from '../schema/model.ts';
import { lastParameterOf, namesThing } from './path-families.ts';

/** What an operation does to things of the server. */
export type Effect =
  /** Makes a thing. */
  | 'create'
  /** Shows the things of a collection. */
  | 'list'
  /** Shows one thing, or what there is only once. */
  | 'read'
  /** Writes all of a thing. */
  | 'replace'
  /** Writes a part of a thing. */
  | 'change'
  | 'delete'
  /** Does something else to a thing or with a collection: `POST /issues/{id}/close`. */
  | 'action'
  /** Writes what there is only once, such as the settings of a server. */
  | 'set';

/** An operation, what it does, and why that is inferred. */
export type Role = {
  readonly operation: Operation;
  readonly effect: Effect;
  /** A clause after "because". */
  readonly reason: string;
};

/** Things of one kind. */
export type Resource = {
  /** The template of a thing's path: `/projects/{projectId}`; that of all, if no path names one. */
  readonly path: string;
  /** The path of all of them: `/projects`. */
  readonly collection: string;
  /** The path parameters that tell one thing from others of its collection: none, one or more. */
  readonly parameters: readonly string[];
  /** Its names in plain form, such as `project`, the likeliest first. */
  readonly names: readonly string[];
  /** The path of the resource that its things belong to. */
  readonly parent?: string;
  readonly roles: readonly Role[];
};

/** What the identifiers of a resource's things are found by. */
export type Identified = Pick<Resource, 'path' | 'parameters' | 'names'>;

/** Where a value that an operation needs can come from, the best source first. */
export type Need = {
  /** A place of the request, as a runtime expression. */
  readonly place: string;
  /** The name of the parameter or of the member of the body. */
  readonly name: string;
  /** Whether no request can do without. */
  readonly required: boolean;
  readonly sources: readonly Source[];
};

/** A resource whose things have the value. */
export type Source = {
  /** The path of the resource. */
  readonly resource: string;
  /** The path parameter of the resource whose value it is. */
  readonly parameter: string;
  /** Where the value is in the exchange that shows the thing, if the description says it. */
  readonly expression?: string;
  /** A clause after "because". */
  readonly reason: string;
};

/** The resources of a description, and what its operations do to them and need of them. */
export type ResourceModel = {
  /** By path. */
  readonly resources: ReadonlyMap<string, Resource>;
  /** By operationId. */
  readonly roles: ReadonlyMap<string, Role>;
  /** By operationId: the resource that an operation with an effect on things belongs to. */
  readonly subjects: ReadonlyMap<string, Resource>;
  /** By operationId: the resources whose things its path names, the innermost first. */
  readonly named: ReadonlyMap<string, readonly Resource[]>;
  /** By operationId, the outermost thing first. */
  readonly needs: ReadonlyMap<string, readonly Need[]>;
};

/** The operations of a resource with an effect, in their order. */
export const withEffect = ({ roles }: Resource, effect: Effect): readonly Operation[] =>
  roles.flatMap((role) => (role.effect === effect ? [role.operation] : []));

/** Whether an operation may make the thing that its path names: it documents 201. */
export const makesByPut = ({ method, responses }: Operation): boolean =>
  method === 'PUT' && responses.some(({ status }) => status === '201');

/** Whether a PUT only may make what it names: it documents no 201. */
export const mayOnlyReplace = (operation: Operation): boolean =>
  operation.method === 'PUT' && !makesByPut(operation);

/** The operations that make things of a resource, the likeliest first. */
export function makersOf(resource: Resource): readonly Operation[] {
  const replacing = withEffect(resource, 'replace');
  const makers = [...withEffect(resource, 'create'), ...replacing.filter(makesByPut)];
  return makers.length > 0 ? makers : replacing.filter((one) => mayMake(one, resource));
}

/**
 * Whether a PUT may make things although it documents no 201: nothing else makes them, a DELETE takes
 * them away, and whoever sends it is free to name them.
 */
const mayMake = ({ method, path, parameters }: Operation, resource: Resource): boolean =>
  method === 'PUT' &&
  withEffect(resource, 'delete').some((one) => namesThing(one.path)) &&
  parameters.some(
    ({ in: place, name, schema }) =>
      place === 'path' && name === lastParameterOf(path) && schema.alternatives().every(isFreeText),
  );

const isFreeText = (flat: FlatSchema): boolean =>
  flat.types.includes('string') && !flat.enum && !flat.format;

/**
 * Whether a resource is a mark that somebody sets on a thing and takes away, such as a favorite: its
 * DELETE takes away no more than its POST made. A DELETE of a collection would take away all of it.
 */
export const isMark = (resource: Resource): boolean =>
  resource.parameters.length === 0 &&
  resource.path.includes('{') &&
  withEffect(resource, 'list').length === 0 &&
  withEffect(resource, 'create').every(({ requestBody }) => requestBody === undefined);

/**
 * The names by which other operations ask for the thing that an operation makes, without those that
 * name a thing that exists.
 */
export function identifiersOf(
  { roles, subjects, needs }: ResourceModel,
  { id }: Operation,
): readonly string[] {
  if (roles.get(id)?.effect !== 'create') return [];
  const needed = new Set((needs.get(id) ?? []).map(({ name }) => name));
  // of several, the others are mostly names of things that exist
  return (subjects.get(id)?.parameters ?? []).slice(-1).filter((name) => !needed.has(name));
}
