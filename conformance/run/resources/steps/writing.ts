import { isAllowed } from '../../../core/http/allowed-request.ts';
import { ifMatchOf } from '../../../core/http/if-match.ts';
import type { PlannedRequest } from '../../../core/http/planned-request.ts';
import { brokenRequest } from '../../../core/instances/broken-request.ts';
import { requestOf, withValue } from '../../../core/instances/plain-request.ts';
import type { Json } from '../../../core/json.ts';
import { valueAt } from '../../../core/pointer.ts';
import { flatThingIn } from '../../../core/resources/fields.ts';
import { thingIn } from '../../../core/resources/identifiers.ts';
import {
  toEmpty,
  toNull,
  toOtherList,
  toOtherListed,
  toOtherText,
  toOtherUnlisted,
  type Alteration,
} from '../alterations.ts';
import { changesOf, givenIn, likeThing, together, type Change } from '../changes.ts';
import { withPathOf } from '../preparation.ts';
import type { Expectation } from '../../../generators/expectation.ts';
import type { Kept } from '../sequence-state.ts';
import type { Thing } from '../things.ts';
import { unknown } from './reading.ts';
import {
  about,
  aboutThing,
  filledAbout,
  identifierOf,
  isMadeOf,
  lacks,
  type Made,
  type Maker,
  type Situation,
} from './situation.ts';

/** Texts that a change gives: the first is short, the next one long. */
const short = 'a';
const long = `b${'-long'.repeat(50)}`;

/** A change of one value. */
export const change: Maker = (situation) => changing(situation, `${situation.context.run}${short}`);

/** A change to a long text, as far as the contract allows one. */
export const changeAgain: Maker = (situation) =>
  changing(situation, `${situation.context.run}${long}`);

export const replace: Maker = (situation) => changing(situation, `${situation.context.run}c`);

/** A change of a list, so that what a server adds to it shows. */
export const changeList: Maker = (situation) =>
  changing(situation, `${situation.context.run}h`, { by: toOtherList });

/** A change of all values but names, of which a server may refuse each. */
export const changeAll: Maker = (situation) => {
  const tail = `${situation.context.run}j`;
  return changing(situation, tail, { by: toOtherUnlisted, isOfAll: 'but names' });
};

/** A change to another one of the values that are listed. */
export const changeChoice: Maker = (situation) => changing(situation, '', { by: toOtherListed });

/** A text in which a server may lose a letter or a sign. */
const odd = 'kÄ ß漢😀 <b>"&amp;\'%';

/** A change to a text with other letters and signs, as far as the contract allows one. */
export const changeText: Maker = (situation) =>
  changing(situation, `${situation.context.run}${odd}`, { by: toOtherText, isOfAll: 'names, too' });

/** A change to nothing wherever it may: 0, false, an empty text or list. */
export const changeToEmpty: Maker = (situation) =>
  changing(situation, '', { by: toEmpty, isOfAll: 'but names' });

/** A change to the names of another thing: it may be a conflict. */
export const changeSame: Maker = async (situation) => {
  const { operation, resource, kept, state } = situation;
  const other = state.second?.shown;
  if (other === undefined) return lacks('other one that shows its name');
  const wanted = { tail: 'l', needed: neededIn(situation), names: resource.names };
  const changes = changesOf(operation, kept.shown, wanted).flatMap((one) => {
    const value = valueAt(other, one.pointer) as Json | undefined;
    return one.isName && value !== undefined && !isMadeOf(kept.thing, one.now)
      ? [{ ...one, request: withValue(one.request, one.place, value) }]
      : [];
  });
  const request = together(operation, changes);
  return request && isAllowed(operation, request)
    ? { request: await aboutIt(situation, request) }
    : { skip: 'no value of the thing is a name' };
};

/** A change with an entity tag that the thing had before. */
export const changeStale: Maker = async (situation) => {
  const { operation, state, context } = situation;
  const { formerTag } = state;
  if (formerTag === undefined) return lacks('entity tag from before');
  const made = await changing(situation, `${context.run}m`);
  return 'skip' in made
    ? made
    : {
        request: withValue(made.request, ifMatchOf(operation)!, formerTag),
        expects: {
          ...about(situation, situation.kept, { of: 'stale' }),
          since: `it had the entity tag ${formerTag} before a change`,
        },
      };
};

/** A change that empties a value. */
export const changeToNull: Maker = (situation) =>
  changing(situation, `${situation.context.run}i`, { by: toNull });

/** A replacement by the required members, with the values that the thing has. */
export const replaceByLess: Maker = async (situation) => {
  const { operation, resource, kept, state, context } = situation;
  state.isDone = false;
  const least = likeThing(operation, requestOf(operation, 'required', true), {
    thing: kept.shown,
    names: resource.names,
  });
  if (!least.body) return { skip: 'no member can be left out' };
  const request = await context.resources.binder.fill(operation, least);
  return { request: withPathOf(operation, withIdentifier(request, kept), kept.thing) };
};

/** How a thing is changed: in one value, or in all. */
type Manner = { readonly by?: Alteration; readonly isOfAll?: 'but names' | 'names, too' };

async function changing(
  situation: Situation,
  tail: string,
  { by, isOfAll }: Manner = {},
): Promise<Made> {
  const { operation, resource, kept, state } = situation;
  state.isDone = false;
  const wanted = { tail, needed: neededIn(situation), names: resource.names, ...(by && { by }) };
  const all = movingLeast(kept.thing, changesOf(operation, kept.shown, wanted));
  // the long text goes to the last member, which may be a name
  const one = tail.includes(long) ? all.at(-1) : all[0];
  const request = isOfAll
    ? together(
        operation,
        all.filter(({ isName }) => !isName || isOfAll === 'names, too'),
      )
    : one?.request;
  if (!request) return { skip: 'no value of the thing can be changed' };
  const ready = await aboutIt(situation, request);
  const given = givenIn(flatThingIn(ready.body?.value, resource.names), kept.shown);
  return {
    request: ready,
    // an answer may show the thing before the change
    expects: {
      ...about(situation, kept, {
        of: 'changed',
        mustExist: false,
        values: given,
        mayMoveOn: true,
      }),
      since: 'the request gave it',
    },
  };
}

/**
 * Changes that leave a thing at its path: not of its identifier, and of what that is made of only if
 * there is nothing else.
 */
function movingLeast(thing: Thing, changes: readonly Change[]): readonly Change[] {
  const identifier = String(identifierOf(thing));
  const others = changes.filter(({ now }) => String(now) !== identifier);
  const staying = others.filter(({ now }) => !isMadeOf(thing, now));
  return staying.length > 0 ? staying : others;
}

/** A request about a thing: what it names already stays, and the plan's names of others are filled in. */
async function aboutIt(
  { operation, kept, context }: Situation,
  request: PlannedRequest,
): Promise<PlannedRequest> {
  const filled = await context.resources.binder.fill(operation, request);
  return withPathOf(operation, withIdentifier(filled, kept), kept.thing);
}

/** The places of an operation that name other things. */
const neededIn = ({ operation, context }: Situation): ReadonlySet<string> =>
  new Set(
    (context.resources.model.needs.get(operation.id) ?? []).map(({ place }) =>
      place.replace(/\/0$/, ''),
    ),
  );

/** A body that repeats the identifier of its thing must have the right one. */
function withIdentifier(request: PlannedRequest, { thing, shown }: Kept): PlannedRequest {
  const { names, parameters } = thing.resource;
  const at = thingIn(request.body?.value, names)?.pointer ?? '';
  return ['id', ...parameters].reduce((result, name) => {
    const before = valueAt(result.body?.value, `${at}/${name}`);
    const own = valueAt(shown, `/${name}`) as Json | undefined;
    return before === undefined || own === undefined
      ? result
      : withValue(result, `$request.body#${at}/${name}`, own);
  }, request);
}

/** A change of one value that breaks a rule besides. */
export const changeRefused: Maker = (situation) => {
  const { operation, resource, kept, state, context } = situation;
  state.isUnchanged = false;
  const { names } = resource;
  const wanted = { tail: `${context.run}d`, needed: neededIn(situation), names };
  for (const { request, place } of changesOf({ ...operation, method: 'PUT' }, kept.shown, wanted)) {
    const broken = brokenRequest(operation, request, [place]);
    if (broken) return { request: withPathOf(operation, broken, kept.thing) };
  }
  return { skip: 'no request changes a value and breaks a rule besides' };
};

/** A change of a thing that was never made. */
export const changeUnknown: Maker = async (situation) => {
  const unknownOne = await unknown(situation);
  const made = await changing(situation, `${situation.context.run}e`);
  if ('skip' in unknownOne) return unknownOne;
  if ('skip' in made) return made;
  return {
    ...unknownOne,
    request: { ...made.request, parameters: unknownOne.request.parameters },
  };
};

/** A request about a thing of another user. */
export const asOther: Maker = async (situation) => {
  const { step, operation, kept, context } = situation;
  if (!context.hasOther) return { skip: 'no credentials of another user are given (otherUser)' };
  const isWriting = /^(?:change|replace)/.test(step.act);
  const made = isWriting
    ? await changing(situation, `${context.run}f`)
    : { request: aboutThing(operation, kept.thing) };
  return 'skip' in made ? made : { ...made, isByOther: true, expects: hidden(situation) };
};

/** A request without credentials: its own case finds out whether it is refused. */
export const asStranger: Maker = async (situation) => {
  const { step, operation, kept, context } = situation;
  const made = step.act.startsWith('delete')
    ? { request: aboutThing(operation, kept.thing) }
    : await changing(situation, `${context.run}g`);
  return 'skip' in made ? made : { request: { ...made.request, credentials: 'none' } };
};

/** The thing must be hidden from a user who did not make it. */
const hidden = (situation: Situation): Expectation => ({
  ...about(situation, situation.kept, {
    of: 'hidden',
    identifier: identifierOf(situation.kept.thing),
  }),
  since: 'another user made it',
});

export const remove: Maker = ({ operation, kept }) => ({
  request: aboutThing(operation, kept.thing),
});

export const removeAgain: Maker = (situation) =>
  situation.state.isDeleted ? remove(situation) : lacks('deleted thing');

/** Deletes a thing that something needs: that may be refused. */
export const removeUsed: Maker = (situation) =>
  situation.state.isUsed ? remove(situation) : lacks('thing that needs another one');

/** A command for a thing beside others. */
export const command: Maker = async (situation) => ({ request: await filledAbout(situation) });

/** Deletes what the thing of `create-elsewhere` lies below. */
export const removeParent: Maker = ({ operation, state }) =>
  state.parent && state.orphan
    ? { request: aboutThing(operation, state.parent) }
    : lacks('other parent');
