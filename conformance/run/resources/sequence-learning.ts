import { isDeepStrictEqual } from 'node:util';
import type { Exchange } from '../../checks/exchange.ts';
import { identifiersOfList } from '../../checks/list-identifiers.ts';
import { jsonOf } from '../../checks/response.ts';
import { isNothing, textsIn } from '../../checks/state.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { Json } from '../../core/json.ts';
import { isObject, valueAt } from '../../core/pointer.ts';
import { fieldsIn, flatThing, flatThingIn } from '../../core/resources/fields.ts';
import { identifiersIn } from '../../core/resources/identifiers.ts';
import { nextPageIn } from '../../core/resources/next-page.ts';
import type { Resource } from '../../core/resources/model.ts';
import type { ShownValue } from '../../generators/expectation.ts';
import { cursorOf } from '../../core/resources/list-parameters.ts';
import type { Act } from '../../plan/sequence-step.ts';
import type { SequenceStep } from '../../plan/sequences.ts';
import { givenIn, isMoving, pointersIn, valuesIn } from './changes.ts';
import { isTelling } from './left-out.ts';
import type { Kept, SequenceContext, State } from './sequence-state.ts';
import { isIdentified, type Thing } from './things.ts';

/** What a response says. */
type Learned = {
  readonly act: Act;
  readonly exchange: Exchange;
  readonly state: State;
  readonly resource: Resource;
  readonly context: SequenceContext;
  readonly isSuccess: boolean;
  readonly isRefusal: boolean;
  /** Whether it was done, and not only taken for later. */
  readonly isDone: boolean;
  /** What happened, as a clause. */
  readonly since: string;
};

type Learner = (learned: Learned) => void | Promise<void>;

/** Takes in what the response to a step says of the things of a sequence. */
export async function learn(
  { act, testCase: { operation } }: SequenceStep,
  exchange: Exchange,
  state: State,
  { resource, ...context }: SequenceContext & { readonly resource: Resource },
): Promise<void> {
  const { status } = exchange.reply;
  const meaning = meaningOf(operation, status);
  const isSuccess = meaning === 'success';
  const about = {
    ...{ act, exchange, state, resource, context, isSuccess },
    isRefusal: meaning === 'refusal',
    isDone: isSuccess && status !== 202,
    since: `\`${operation.method} ${operation.path}\` was answered with ${status}`,
  };
  await (learners[act] ?? ofAnother)(about);
}

/** Takes in a thing that was made, if its identifier is known. */
const ofCreation: Learner = async ({ act, exchange, state, context, isSuccess, since }) => {
  state.since = since;
  const { things, provider } = context.resources;
  const thing = isSuccess ? things.madeBy(exchange) : undefined;
  if (thing) await provider.settle(thing);
  if (!thing || !isIdentified(thing)) return;
  const kept = { thing, shown: undefined };
  if (act === 'create-elsewhere') state.orphan = thing;
  if (act === 'create-another') state.second = kept;
  if (act === 'create-anew') state.third = kept;
  if (act !== 'create') return;
  state.first = kept;
  state.request = exchange.case.request;
  state.written = thingSent(exchange, thing.resource);
};

const ofReading: Learner = ({ act, exchange, state, isSuccess }) => {
  const kept = { read: state.first, 'read-third': state.third }[act as string] ?? state.second;
  // what is deleted is compared with what was there
  if (!kept || (act === 'read' && state.isDeleted)) return;
  // what is not there is told once, and not expected any more
  if (isNothing(exchange)) kept.shown = undefined;
  if (!isSuccess) return;
  kept.shown = thingShownIn(exchange, kept.thing.resource);
  kept.moving ??= movedIn(kept);
  if (act !== 'read') return;
  const tag = exchange.reply.headers.get('etag');
  if (tag !== state.tag) Object.assign(state, { formerTag: state.tag, tag });
};

/** The pointers of values that a thing shows otherwise than the answer to its creation did. */
function movedIn({ thing, shown }: Kept): ReadonlySet<string> {
  const made = flatThing(thing.shown.representation);
  const moved = [...valuesIn(shown)].filter(({ pointer, value }) => {
    const before = valueAt(made, pointer);
    return before !== undefined && !isDeepStrictEqual(before, value);
  });
  return new Set(moved.map(({ pointer }) => pointer));
}

/** What there is only once stands for a thing without an identifier. */
const ofSingle: Learner = ({ exchange, state, resource, isSuccess }) => {
  const shown = isSuccess ? thingShownIn(exchange, resource) : undefined;
  if (!isObject(shown)) return;
  const thing: Thing = {
    ...{ resource, exchange, isOwn: false, isGone: false, values: new Map() },
    shown: { representation: shown },
  };
  state.first = { thing, shown };
};

/** The values that a change gives, with those before. */
const ofChange: Learner = ({ act, exchange, state, resource, isSuccess, isDone, since }) => {
  const { operation, request } = exchange.case;
  const sent = thingSent(exchange, resource);
  Object.assign(state, {
    ...{ isDone, since, leftOut: act === 'replace-by-less' ? leftOutIn(exchange, state) : [] },
    isPartial: operation.method === 'PATCH',
    isMergePatch: /merge-patch\+json/.test(request.body?.mediaType ?? ''),
    given: givenIn(sent, state.first!.shown),
    sent: pointersIn(sent),
  });
  if (isDone && operation.method === 'PUT') state.written = sent;
  // what was taken for later shows at any time
  if (isSuccess && !isDone) state.first!.shown = undefined;
};

/** What an answer to a command shows of the thing that it was for. */
const ofCommand: Learner = ({ exchange, state, resource, isDone, since }) => {
  const { thing, shown } = state.third!;
  const after = isDone ? thingShownIn(exchange, resource) : undefined;
  const [parameter = ''] = resource.parameters;
  const isSame = identifiersIn(resource, parameter, { representation: after }).some(
    (one) => String(one) === String(thing.values.get(parameter)),
  );
  state.since = since;
  state.commanded = (isSame ? [...valuesIn(after)] : []).flatMap((one) => {
    const before = valueAt(shown, one.pointer) as Json | undefined;
    if (before === undefined || isMoving(one.pointer)) return [];
    return [isDeepStrictEqual(before, one.value) ? one : { ...one, before }];
  });
};

/** What the thing was written and shows, and what a replacement does not give. */
function leftOutIn(exchange: Exchange, { first, written }: State): readonly ShownValue[] {
  const { resource, values } = first!.thing;
  const sent = thingSent(exchange, resource);
  const fields = fieldsIn(exchange.sent.body, resource.names);
  const inPath = new Set([...values.values()].map(String));
  return [...valuesIn(written)].filter(
    ({ pointer, value }) =>
      !inPath.has(String(value)) &&
      valueAt(sent, pointer) === undefined &&
      isDeepStrictEqual(valueAt(first!.shown, pointer), value) &&
      isTelling(exchange.case.operation, fields, { pointer, value }),
  );
}

/** What a creation gave that was refused, and that only one element of the list has. */
const ofSame: Learner = ({ exchange, state, resource, isRefusal, since }) => {
  const texts = isRefusal ? [...textsIn(thingSent(exchange, resource) ?? null)] : [];
  state.unique = [...new Set(texts)].filter(
    (text) => state.elements.filter((element) => element.includes(text)).length === 1,
  );
  state.since = since;
};

const ofList: Learner = ({ exchange, state }) => {
  state.elements = identifiersOfList(exchange)?.elements ?? state.elements;
};

const ofPage: Learner = ({ exchange, state, since, isSuccess }) => {
  const name = cursorOf(exchange.case.operation);
  state.since = since;
  state.pages = isSuccess ? state.pages + 1 : 0;
  state.pageElement = identifiersOfList(exchange)?.elements[0];
  const page = {
    body: jsonOf(exchange)?.value,
    link: exchange.reply.headers.get('link') ?? undefined,
  };
  state.cursor = name === undefined ? undefined : nextPageIn(page, name);
};

/** What is about another thing changes nothing, whatever the answer. */
const ofAnother: Learner = ({ act, state, isRefusal, isSuccess, since }) => {
  // what was to be refused was done: the thing is not as it was shown
  if (isSuccess && state.first && /^(?:change|replace)-(?:refused|stale|same|as-)/.test(act))
    state.first.shown = undefined;
  if (/-(?:refused|unknown|stale|same|as-other|as-stranger)$/.test(act))
    Object.assign(state, { isUnchanged: isRefusal || act.endsWith('-unknown'), since });
};

/** Notes what follows from a response alone. */
const noting =
  (of: (learned: Learned) => Partial<State>): Learner =>
  (learned) =>
    void Object.assign(learned.state, of(learned));

const learners: { readonly [act in Act]?: Learner } = {
  create: ofCreation,
  'create-another': ofCreation,
  'create-elsewhere': ofCreation,
  'create-anew': ofCreation,
  'create-unknown': ofCreation,
  'create-same': ofSame,
  'create-user': noting(({ isSuccess }) => ({ isUsed: isSuccess })),
  read: ofReading,
  'read-other': ofReading,
  'read-third': ofReading,
  'read-single': ofSingle,
  list: ofList,
  'list-one': ofPage,
  'list-next': ofPage,
  change: ofChange,
  'change-again': ofChange,
  'change-all': ofChange,
  'change-choice': ofChange,
  'change-text': ofChange,
  'change-to-empty': ofChange,
  'change-list': ofChange,
  'change-to-null': ofChange,
  replace: ofChange,
  'replace-all': ofChange,
  'replace-to-null': ofChange,
  'replace-by-less': ofChange,
  command: ofCommand,
  delete: noting(({ isDone, since }) => ({ isDone, isDeleted: isDone, since })),
  'delete-used': noting(({ isRefusal, since }) => ({ isDeletionRefused: isRefusal, since })),
  'delete-parent': noting(({ isDone, since }) => ({ isParentDeleted: isDone, since })),
};

const thingSent = ({ sent }: Exchange, { names }: Resource): Json | undefined =>
  flatThingIn(sent.body, names);

const thingShownIn = (exchange: Exchange, { names }: Resource): Json | undefined =>
  flatThingIn(jsonOf(exchange)?.value, names);
