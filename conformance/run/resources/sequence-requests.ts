import type { Operation } from '../../core/contract/model.ts';
import type { PlannedRequest } from '../../core/http/planned-request.ts';
import { brokenRequest } from '../../core/instances/broken-request.ts';
import { requestOf, withValue } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { valueAt } from '../../core/pointer.ts';
import { thingIn } from '../../core/resources/identifiers.ts';
import type { Case } from '../../generators/case.ts';
import type { Expectation, ShownValue } from '../../generators/expectation.ts';
import { limitOf, type Act, type Sequence, type SequenceStep } from '../../plan/sequences.ts';
import { absentValue } from './absent.ts';
import { changesOf, isMoving, valuesIn } from './changes.ts';
import { placeOf } from './clean-up.ts';
import { withPathOf } from './provide.ts';
import type { Kept, SequenceContext, State } from './sequence-state.ts';
import type { Thing } from './things.ts';

type Made = Pick<Case, 'request'> & Partial<Pick<Case, 'expects' | 'isByOther'>>;
type MadeOrNot = Made | { readonly skip: string };

const lacks = (what: string): MadeOrNot => ({ skip: `the target has no ${what} for it` });

/** The request of a step, and what its response must be, from what came before. */
export async function requestFor(
  step: SequenceStep,
  sequence: Sequence,
  state: State,
  context: SequenceContext,
): Promise<MadeOrNot> {
  const { operation } = step.testCase;
  const { resource } = sequence;
  const [name = 'thing'] = resource.names;
  const { first, second } = state;
  const about = (kept: Kept, of: Partial<Expectation>): Expectation =>
    ({
      ...of,
      thing: `the ${name} ${placeOf(kept.thing)}`,
      names: resource.names,
      since: state.since,
    }) as Expectation;
  const isAnother = step.act === 'read-other';
  const kept = isAnother ? second : first;
  if (step.act === 'create-refused') return refusedCreation(operation, context);
  if (step.act.startsWith('create')) return creation(step.act, sequence, state, context);
  if (!kept) return lacks(isAnother ? `second ${name}` : name);
  const surroundings = { state, context };
  switch (step.act) {
    case 'list':
      return listing(step, kept, about, surroundings);
    case 'list-one':
      return second ? limited(operation, kept, about, context) : lacks(`second ${name}`);
    case 'read-unknown':
      return unknown(operation, kept, about);
    case 'read-elsewhere':
      return elsewhere(operation, kept, about, context);
    case 'read-as-other':
      return context.hasOther
        ? {
            request: aboutThing(operation, kept.thing),
            isByOther: true,
            expects: about(kept, { of: 'hidden' }),
          }
        : { skip: 'no credentials of another user are given (otherUser)' };
    default:
      return aboutKept(step, kept, about, surroundings);
  }
}

type About = (kept: Kept, of: Partial<Expectation>) => Expectation;
type Surroundings = { readonly state: State; readonly context: SequenceContext };

async function aboutKept(
  step: SequenceStep,
  kept: Kept,
  about: About,
  { state, context }: Surroundings,
): Promise<MadeOrNot> {
  const { operation } = step.testCase;
  switch (step.act) {
    case 'read':
    case 'read-other': {
      const expects = expectationOf(step, kept, state, about);
      return 'skip' in expects ? expects : { request: aboutThing(operation, kept.thing), expects };
    }
    case 'delete-again':
      return state.isDeleted
        ? { request: aboutThing(operation, kept.thing) }
        : lacks('deleted thing');
    case 'delete':
      return { request: aboutThing(operation, kept.thing) };
    default:
      return changing(step.act, operation, kept, { state, context });
  }
}

/** The plainest request about a thing, with its identifier in path and body. */
const aboutThing = (operation: Operation, thing: Thing): PlannedRequest =>
  withPathOf(operation, requestOf(operation, 'required', false), thing);

/** What a read must show of a thing after what happened. */
function expectationOf(
  { act, after }: SequenceStep,
  kept: Kept,
  state: State,
  about: About,
): Expectation | { readonly skip: string } {
  const all = [...valuesIn(kept.shown)].filter(({ pointer }) => !isMoving(pointer));
  if (after === 'creation')
    return about(kept, {
      of: 'created',
      mustExist: true,
      values: all.length > 0 ? all : [...valuesIn(sentOf(kept.thing))],
    });
  if (after === 'refusal' || act === 'read-other') {
    if (!state.isDone) return { skip: 'what it follows did not happen' };
    return about(kept, { of: 'unchanged', mustExist: true, values: all });
  }
  if (after === 'deletion')
    return state.isDeleted
      ? about(kept, { of: 'gone', before: kept.shown })
      : { skip: 'nothing was deleted' };
  if (!state.isDone) return { skip: 'no change was accepted' };
  const given = new Set(state.given.map(({ pointer }) => pointer));
  const others = all.filter(
    ({ pointer, value }) => !given.has(pointer) && !isDerived(value, state.given),
  );
  const values = state.isPartial ? [...state.given, ...others] : state.given;
  return about(kept, { of: 'changed', mustExist: true, values });
}

/** Whether a value is made of one that a change gave: a slug of a title, a full name. */
const isDerived = (value: Json, given: readonly ShownValue[]): boolean =>
  typeof value === 'string' &&
  given.some(({ before }) => typeof before === 'string' && plain(value).includes(plain(before)));

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** What the request gave that made a thing. */
const sentOf = ({ shown, resource }: Thing): Json | undefined =>
  thingIn(shown.sent, resource.names)?.thing;

async function creation(
  act: Act,
  { resource }: Sequence,
  state: State,
  { resources }: SequenceContext,
): Promise<MadeOrNot> {
  const request = await resources.provider.request(resource);
  const [name = 'thing'] = resource.names;
  if (!request) return { skip: `no ${name} could be made` };
  const { first, second } = state;
  const identifiers = [first, second].flatMap((one) => identifierOf(one?.thing) ?? []);
  const expects: Expectation =
    act === 'create'
      ? {
          of: 'created',
          mustExist: false,
          values: [...valuesIn(thingIn(request.body?.value, resource.names)?.thing)],
          thing: `a ${name}`,
          names: resource.names,
          since: 'the request gave it',
        }
      : {
          of: 'new',
          resource,
          identifiers,
          thing: `another ${name}`,
          names: resource.names,
          since: `${first ? placeOf(first.thing) : 'one'} was made before`,
        };
  return { request, expects };
}

const identifierOf = (thing: Thing | undefined): Json | undefined =>
  thing?.values.get(thing.resource.parameters[0] ?? '');

async function listRequest(
  operation: Operation,
  { thing }: Kept,
  { resources }: SequenceContext,
): Promise<PlannedRequest> {
  const plainest = withPathOf(operation, requestOf(operation, 'required', false), thing);
  const filled = await resources.binder.fill(operation, plainest);
  return withPathOf(operation, filled, thing);
}

async function listing(
  step: SequenceStep,
  first: Kept,
  about: About,
  { state, context }: Surroundings,
): Promise<MadeOrNot> {
  const request = await listRequest(step.testCase.operation, first, context);
  if (step.after === 'deletion') {
    const identifier = identifierOf(first.thing);
    if (!state.isDeleted || identifier === undefined) return { skip: 'nothing was deleted' };
    return { request, expects: about(first, { of: 'unlisted', identifiers: [identifier] }) };
  }
  const identifiers = [first, state.second].flatMap((one) => identifierOf(one?.thing) ?? []);
  return { request, expects: about(first, { of: 'listed', identifiers }) };
}

/** A list that may have one element only. */
async function limited(
  operation: Operation,
  first: Kept,
  about: About,
  context: SequenceContext,
): Promise<MadeOrNot> {
  const request = await listRequest(operation, first, context);
  return {
    request: withValue(request, `$request.query.${limitOf(operation)!.name}`, 1),
    expects: about(first, { of: 'limited', most: 1 }),
  };
}

/** A read of an identifier that was never given. */
function unknown(operation: Operation, first: Kept, about: About): MadeOrNot {
  const name = /[^{]+(?=\}$)/.exec(operation.path)?.[0] ?? '';
  const parameter = operation.parameters.find((one) => one.in === 'path' && one.name === name);
  const value = parameter && absentValue(parameter);
  if (value === undefined) return lacks('identifier that names nothing');
  const request = withValue(aboutThing(operation, first.thing), `$request.path.${name}`, value);
  const expects = about(first, { of: 'unknown' });
  return {
    request,
    expects: {
      ...expects,
      thing: `the identifier ${JSON.stringify(value)}`,
      since: 'no answer gave it',
    },
  };
}

/** A read of a thing below another thing than its own. */
async function elsewhere(
  operation: Operation,
  first: Kept,
  about: About,
  { resources }: SequenceContext,
): Promise<MadeOrNot> {
  const parent = resources.model.resources.get(first.thing.resource.parent ?? '');
  const other = parent && (await resources.provider.another(parent, first.thing));
  if (!other) return lacks('other parent');
  const own = aboutThing(operation, first.thing);
  const expects = about(first, { of: 'unknown' });
  return {
    request: withPathOf(operation, own, other),
    expects: { ...expects, since: `it is not below ${placeOf(other)}` },
  };
}

function changing(
  act: Act,
  operation: Operation,
  kept: Kept,
  { state, context }: Surroundings,
): MadeOrNot {
  const tail = `${context.run}${act === 'change' ? 'a' : act === 'change-again' ? 'b' : 'c'}`;
  const changes = changesOf(operation, kept.shown, tail);
  if (act === 'change-refused') {
    state.isDone = false;
    for (const { request, place } of changesOf({ ...operation, method: 'PUT' }, kept.shown, tail)) {
      const broken = brokenRequest(operation, request, [place]);
      if (broken) return { request: withPathOf(operation, broken, kept.thing) };
    }
    return { skip: 'no request changes a value and breaks a rule besides' };
  }
  state.isDone = false;
  const [change] = changes;
  if (!change) return { skip: 'no value of the thing can be changed' };
  return { request: withPathOf(operation, withIdentifier(change.request, kept), kept.thing) };
}

/** A body that repeats the identifier of its thing must have the right one. */
function withIdentifier(request: PlannedRequest, { thing, shown }: Kept): PlannedRequest {
  const names = ['id', ...thing.resource.parameters];
  return names.reduce((result, name) => {
    const before = valueAt(result.body?.value, `/${name}`);
    const own = valueAt(shown, `/${name}`) as Json | undefined;
    return before === undefined || own === undefined
      ? result
      : withValue(result, `$request.body#/${name}`, own);
  }, request);
}

/** A creation that breaks a rule. */
async function refusedCreation(
  operation: Operation,
  { resources }: SequenceContext,
): Promise<MadeOrNot> {
  const subject = resources.model.subjects.get(operation.id);
  const request = subject && (await resources.provider.request(subject));
  const broken = request && brokenRequest(operation, request, []);
  return broken ? { request: broken } : { skip: 'no creation breaks a rule alone' };
}
