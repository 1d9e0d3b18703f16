import type { PlannedRequest } from '../../../core/http/planned-request.ts';
import { isAllowed } from '../../../core/http/allowed-request.ts';
import { requestOf } from '../../../core/instances/plain-request.ts';
import { valueAt } from '../../../core/pointer.ts';
import { idempotencyKeyOf } from '../../../core/http/idempotency-key.ts';
import { withOtherText } from '../../../core/instances/other-texts.ts';
import { brokenRequest } from '../../../core/instances/broken-request.ts';
import type { Json } from '../../../core/json.ts';
import { flatThingIn } from '../../../core/resources/fields.ts';
import type { Expectation } from '../../../generators/expectation.ts';
import { valuesIn } from '../changes.ts';
import { placeOf } from '../clean-up.ts';
import { placed } from '../placing.ts';
import { withPathOf } from '../preparation.ts';
import type { Thing } from '../things.ts';
import { givenBy } from './reading.ts';
import {
  identifierOf,
  isMadeOf,
  lacks,
  type Made,
  type Maker,
  type Situation,
} from './situation.ts';

/** A creation with all members, whose answer must show what it gave. */
export const createFirst: Maker = async (situation) => {
  const { resource, context } = situation;
  const request = await context.resources.provider.fullest(resource);
  const [name = 'thing'] = resource.names;
  if (!request) return { skip: `no ${name} could be made` };
  return { request, expects: shownAtOnce(situation, request) };
};

const shownAtOnce = ({ resource }: Situation, { body }: PlannedRequest): Expectation => ({
  of: 'created',
  mustExist: false,
  values: givenBy(flatThingIn(body?.value, resource.names), resource),
  thing: `a ${resource.names[0] ?? 'thing'}`,
  names: resource.names,
  since: 'the request gave it',
});

/** A creation beside others: its identifier must be another one. */
export const createAnother: Maker = async (situation) => {
  const { resource, context } = situation;
  const request = await context.resources.provider.fullest(resource);
  const [name = 'thing'] = resource.names;
  return request ? { request, expects: another(situation) } : { skip: `no ${name} could be made` };
};

/** The creation of the first thing once more: it makes a second one, or conflicts as documented. */
export const createSame: Maker = (situation) => {
  const { operation, state, context } = situation;
  if (!state.request) return lacks('creation to repeat');
  const key = idempotencyKeyOf(operation);
  // with the same key, the answer to the first one comes again
  const own =
    key === undefined
      ? undefined
      : withOtherText(operation, state.request, key, `${context.run}same`);
  return { request: own ?? state.request, expects: { ...another(situation), isRepeated: true } };
};

function another({ resource, state }: Situation): Extract<Expectation, { of: 'new' }> {
  const { first, second, isDeleted } = state;
  const [name = 'thing'] = resource.names;
  // a slug of a title is free again when its thing is gone
  const isFree = isDeleted && first !== undefined && isOfItsText(first.thing);
  const given = [isFree ? undefined : first?.thing, second?.thing];
  const identifiers = given.flatMap((one) => identifierOf(one) ?? []);
  return {
    ...{ of: 'new', resource, identifiers, names: resource.names },
    deleted: isDeleted ? identifierOf(first?.thing) : undefined,
    thing: `another ${name}`,
    since: `${first ? placeOf(first.thing) : 'one'} was made before`,
  };
}

/** Whether the identifier of a thing is made of a text that its creation gave. */
const isOfItsText = (thing: Thing): boolean =>
  [...valuesIn(thing.shown.sent)].some(({ value }) => isMadeOf(thing, value));

/** A creation that breaks a rule. */
export const createRefused: Maker = async ({ operation, resource, state, context }) => {
  const request = await context.resources.provider.request(resource);
  const broken = request && brokenRequest(operation, request, []);
  state.refused = broken ? textsOf(broken, requestOf(operation, 'all', false)) : [];
  return broken ? { request: broken } : { skip: 'no creation breaks a rule alone' };
};

/** The texts of a body that only this request has: those that are made of the plainest one's. */
const textsOf = ({ body }: PlannedRequest, plain: PlannedRequest): readonly Json[] =>
  [...valuesIn(body?.value)].flatMap(({ pointer, value }) => {
    const before = valueAt(plain.body?.value, pointer);
    return typeof value === 'string' && value !== before && value.startsWith(String(before))
      ? [value]
      : [];
  });

/** A creation of what needs the second thing, or lies below it. */
export const createUser: Maker = async ({ operation, context, kept: { thing } }) => {
  const { provider, model } = context.resources;
  const subject = model.subjects.get(operation.id);
  const request = subject && (await provider.request(subject));
  if (!request) return { skip: 'nothing that needs it could be made' };
  const named = (model.needs.get(operation.id) ?? []).flatMap(({ place, sources }) => {
    const own = sources.find(({ resource }) => resource === thing.resource.path);
    const value = own && thing.values.get(own.parameter);
    return value === undefined ? [] : [[place, { value, thing }] as const];
  });
  const bound = placed(operation, request, new Map(named));
  // the schema there may not take what the path does
  return isAllowed(operation, bound)
    ? { request: withPathOf(operation, bound, thing) }
    : { skip: 'no body may name it' };
};

/** A creation below another parent than that of the first thing. */
export const createElsewhere: Maker = async (situation): Promise<Made> => {
  const { operation, resource, state, context, kept } = situation;
  const { provider, model } = context.resources;
  const parent = model.resources.get(resource.parent ?? '');
  const other = parent && (await provider.another(parent, kept.thing));
  const request = other?.isOwn ? await provider.request(resource) : undefined;
  state.parent = other;
  return request && other
    ? { request: withPathOf(operation, request, other) }
    : lacks('other parent');
};
