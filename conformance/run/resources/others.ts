import { hasFurther } from '../../checks/list-identifiers.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import { requestOf, withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { identifiersIn } from '../../core/resources/identifiers.ts';
import { listIn } from '../../core/resources/list-answers.ts';
import { withEffect, type Resource, type ResourceModel } from '../../core/resources/model.ts';
import { limitOf } from '../../core/resources/list-parameters.ts';
import { bodyOf } from './body-of.ts';
import { thingKept, type Kept } from './kept.ts';
import { preparation, type Ask } from './preparation.ts';
import type { Located, Things } from './things.ts';

/** How many things of others are read and written back, at most. */
const most = 50;
/** How many elements a list is asked for, where it has a limit. */
const usual = 100;

type Means = {
  readonly model: ResourceModel;
  readonly things: Things;
  readonly isReadOnly: boolean;
  readonly ask: Ask;
};

/**
 * The things of a collection that this run did not make, each with what writes it back; or why they
 * are not all known, or can't all be written back.
 */
export async function othersIn(
  operation: Operation,
  means: Means,
): Promise<{ readonly kept: readonly Kept[] } | { readonly reason: string }> {
  const resource = means.model.subjects.get(operation.id)!;
  const [lister] = withEffect(resource, 'list');
  if (!lister) return { reason: 'no documented operation lists them' };
  const listed = await listBy(lister, resource, means.ask);
  if ('reason' in listed) return listed;
  const own = new Set(
    means.things.made.flatMap((thing) =>
      thing.resource.path === resource.path ? [keyOf(thing)] : [],
    ),
  );
  const others = listed.things
    .map((each) => locatedIn(resource, each))
    .filter((one) => !own.has(keyOf(one)));
  const [other] = others;
  if (!other) return { kept: [] };
  const count = others.length === 1 ? 'one thing' : `${others.length} things`;
  if (means.isReadOnly)
    return { reason: `${count} of others are there, and --safe writes nothing back` };
  if (others.length > most) return { reason: `there are ${count} of others` };
  const kept: Kept[] = [];
  for (const one of others) {
    const found = await thingKept(operation, one, means);
    if (!found?.writer)
      return {
        reason: `${count} of others are there, and no documented operation writes one back as it is read`,
      };
    kept.push(found);
  }
  return { kept };
}

type Listed = { readonly things: readonly Json[] } | { readonly reason: string };

/** The things of a list, if the answer holds them all. */
async function listBy(lister: Operation, { names }: Resource, ask: Ask): Promise<Listed> {
  const plain = requestOf(lister, 'required', false);
  const limit = limitOf(lister);
  const [flat] = limit?.schema.alternatives() ?? [];
  const count = limit ? Math.min(flat?.maximum ?? usual, usual) : Infinity;
  const request = limit ? withValue(plain, `$request.query.${limit.name}`, count) : plain;
  const exchange = (await ask(preparation(lister, request)))?.exchange;
  const place = `${lister.method} ${lister.path}`;
  if (!exchange || meaningOf(lister, exchange.reply.status) !== 'success')
    return { reason: `${place} does not show them` };
  const body = bodyOf(exchange);
  const list = listIn(body, names);
  if (!list) return { reason: `the answer of ${place} holds no list` };
  return hasFurther(exchange, body, list.things.length, count)
    ? { reason: `${place} shows only some of them` }
    : list;
}

/** Where an element of a list is, by what it shows. */
const locatedIn = (resource: Resource, representation: Json): Located => ({
  resource,
  values: new Map(
    resource.parameters.flatMap((parameter) => {
      const [value] = identifiersIn(resource, parameter, { representation });
      return value === undefined ? [] : [[parameter, value] as const];
    }),
  ),
});

const keyOf = ({ resource, values }: Located): string =>
  JSON.stringify(resource.parameters.map((name) => String(values.get(name))));
