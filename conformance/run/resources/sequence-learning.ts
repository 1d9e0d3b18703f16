import type { Exchange } from '../../checks/exchange.ts';
import { identifiersOfList } from '../../checks/list-identifiers.ts';
import { jsonOf } from '../../checks/response.ts';
import { isSameValue } from '../../checks/state.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { Json } from '../../core/json.ts';
import { valueAt } from '../../core/pointer.ts';
import { thingIn } from '../../core/resources/identifiers.ts';
import type { SequenceStep } from '../../plan/sequences.ts';
import { isMoving, valuesIn } from './changes.ts';
import type { SequenceContext, State } from './sequence-state.ts';
import { isIdentified } from './things.ts';

/** Takes in what the response to a step says of the things of a sequence. */
export async function learn(
  { act, testCase: { operation } }: SequenceStep,
  exchange: Exchange,
  state: State,
  context: SequenceContext,
): Promise<void> {
  const { status } = exchange.reply;
  const meaning = meaningOf(operation, status);
  const isDone = meaning === 'success' && status !== 202;
  const since = `\`${operation.method} ${operation.path}\` was answered with ${status}`;
  switch (act) {
    case 'create':
    case 'create-another':
    case 'create-elsewhere':
      if (meaning === 'success') await learnMade(act, exchange, state, context);
      state.since = since;
      break;
    case 'read':
    case 'read-other':
      if (meaning === 'success') learnShown(act === 'read' ? state.first : state.second, exchange);
      break;
    case 'list-one':
      state.firstElement = identifiersOfList(exchange)?.elements[0];
      break;
    case 'change':
    case 'change-again':
    case 'replace':
      learnChange(exchange, state);
      Object.assign(state, { isDone, since, isPartial: operation.method === 'PATCH' });
      break;
    case 'delete':
      Object.assign(state, { isDone, isDeleted: isDone, since });
      break;
    case 'delete-parent':
      Object.assign(state, { isParentDeleted: isDone, since });
      break;
    default:
      if (!/-(?:refused|unknown|as-other|as-stranger)$/.test(act)) break;
      // what is about another thing changes nothing, whatever the answer
      Object.assign(state, {
        isUnchanged: meaning === 'refusal' || act.endsWith('-unknown'),
        since,
      });
  }
}

/** Takes in a thing that was made, if its identifier is known. */
async function learnMade(
  act: 'create' | 'create-another' | 'create-elsewhere',
  exchange: Exchange,
  state: State,
  { resources }: SequenceContext,
): Promise<void> {
  const thing = resources.things.madeBy(exchange);
  if (thing) await resources.provider.settle(thing);
  if (!thing || !isIdentified(thing)) return;
  if (act === 'create-elsewhere') state.orphan = thing;
  else state[act === 'create' ? 'first' : 'second'] = { thing, shown: undefined };
  if (act === 'create') state.request = exchange.case.request;
}

function learnShown(kept: State['first'], exchange: Exchange): void {
  if (kept) kept.shown = thingIn(jsonOf(exchange)?.value, kept.thing.resource.names)?.thing;
}

/** The values that a change gives, with those before; what it repeats says nothing. */
function learnChange(exchange: Exchange, state: State): void {
  const { thing, shown } = state.first!;
  const sent = thingIn(exchange.sent.body, thing.resource.names)?.thing;
  state.given = [...valuesIn(sent)]
    .filter(({ pointer }) => !isMoving(pointer))
    .map((one) => ({ ...one, before: (valueAt(shown, one.pointer) as Json | undefined) ?? null }))
    .filter(({ value, before }) => before === null || !isSameValue(value, before));
}
