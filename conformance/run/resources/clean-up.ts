import { namesThing } from '../../core/resources/path-families.ts';
import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { ResourceModel } from '../../core/resources/model.ts';
import type { LeftBehind } from '../../report/record.ts';
import { deletionsOf, locatedFor } from './deletions.ts';
import { placeOf } from './place.ts';
import { preparation, requestAbout, withPathOf, type Answered, type Ask } from './preparation.ts';
import { isIdentified, isPlain, type Thing, type Things } from './things.ts';
import { requestOf, withValue } from '../../core/instances/plain-request.ts';
import { isObject, pointerOf, valueAt } from '../../core/pointer.ts';

type CleanUp = {
  readonly model: ResourceModel;
  readonly things: Things;
  readonly ask: Ask;
  /** Finds out the identifier of a thing. */
  readonly settle: (thing: Thing) => Promise<void>;
  /** Looks for things that the run made and did not see. */
  readonly adopt: (ask: Ask) => Promise<unknown>;
  /** Why nothing more is deleted; `undefined` while there is time for it. */
  readonly ended: () => string | undefined;
};

type Deleting = Omit<CleanUp, 'adopt'>;

/** How often what could not be deleted is tried again: others may have to go first. */
const rounds = 2;

/**
 * Deletes what a run made, the last thing first, and says what is left and why. A thing that is gone
 * already is no problem.
 */
export async function cleanUp(options: CleanUp): Promise<readonly LeftBehind[]> {
  const { things, ended, adopt, ask } = options;
  const gone = things.all.filter(({ isGone }) => isGone);
  let left: readonly Left[] = [];
  for (let round = 0; round < rounds; round += 1) {
    left = await removeAll(options);
    if (round === 0 && ended() === undefined) {
      await removeElsewhere(gone, options);
      await adopt(ask);
    }
    if (things.made.length === 0 || ended() !== undefined) break;
  }
  return leftOf(left.toReversed(), things);
}

/**
 * Deletes what cases with values of their own made, the last thing first, so that lists are short when
 * their elements count. What can't be deleted now is tried again at the end.
 */
export async function tidy(options: Deleting): Promise<void> {
  for (const thing of options.things.made.toReversed()) {
    if (options.ended() !== undefined) return;
    if (isPlain(thing) || thing.isGone) continue;
    thing.isGone = (await remove(thing, options)) === undefined;
  }
}

/** What a run made and leaves in the target, in the order in which it was made. */
export const kept = (things: Things): readonly LeftBehind[] =>
  leftOf(
    things.made.map((thing) => ({ thing, reason: 'the run made it, and --keep leaves it' })),
    things,
  );

/** Each place once for each reason, without what is gone with another thing. */
function leftOf(left: readonly Left[], things: Things): readonly LeftBehind[] {
  const places = left
    // what another one was above of may have gone with it
    .filter(({ thing }) => !thing.isGone && !isPartOfGone(thing, things))
    .map(({ thing, reason }) => [`${placeOf(thing)} ${reason}`, { place: placeOf(thing), reason }]);
  return [...new Map(places as [string, LeftBehind][]).values()];
}

type Left = { readonly thing: Thing; readonly reason: string };

/** Deletes each thing that is there; what could not be deleted, the last thing first. */
async function removeAll(options: CleanUp): Promise<readonly Left[]> {
  const left: Left[] = [];
  for (const thing of options.things.made.toReversed()) {
    if (thing.isGone) continue;
    const reason = options.ended() ?? (await remove(thing, options));
    if (reason === undefined) thing.isGone = true;
    else left.push({ thing, reason });
  }
  return left;
}

/** Some servers archive what is deleted: it is deleted from the archive, too. */
async function removeElsewhere(gone: readonly Thing[], options: CleanUp): Promise<void> {
  for (const thing of gone.toReversed()) {
    if (options.ended() !== undefined) return;
    await askElsewhere(thing, options);
  }
}

/** Whether a thing says something of another one of this run that is gone, by the name of a parameter. */
const isPartOfGone = ({ values, shown }: Thing, { all }: Things): boolean =>
  all.some(({ isGone, resource, values: its }) =>
    resource.parameters.some((name) => {
      const own = values.get(name) ?? valueAt(shown.sent, pointerOf([name]));
      return isGone && typeof own === 'string' && !/^\d*$/.test(own) && its.get(name) === own;
    }),
  );

/** Deletes a thing; why that failed, if it did. */
async function remove(thing: Thing, options: Deleting): Promise<string | undefined> {
  const { model, ask, settle } = options;
  const { resource } = thing;
  const deleting = deletionsOf(resource, model);
  if (deleting.length === 0 && elsewhere(thing, model).length === 0)
    return 'no operation of this run deletes it';
  if (!isIdentified(thing) || isGuessed(thing)) await settle(thing);
  if (!isIdentified(thing)) return 'no answer shows its identifier';
  let reason: string | undefined;
  for (const operation of deleting) {
    const at = locatedFor(operation, thing);
    const answered = at && (await ask(preparation(operation, requestAbout(operation, at))));
    reason = at ? reasonOf(operation, answered) : 'no answer shows its identifier';
    if (reason === undefined) break;
  }
  return (await askElsewhere(thing, options)) ? undefined : reason;
}

/** Whether only the request that made a thing tells of its identifier. */
const isGuessed = ({ shown: { representation, location } }: Thing): boolean =>
  location === undefined && !isObject(representation);

/** Deletes a thing at other paths; whether one of them took it. */
async function askElsewhere(thing: Thing, { model, ask }: Deleting): Promise<boolean> {
  let isDone = false;
  for (const { operation, place, value } of elsewhere(thing, model)) {
    const request = withValue(
      withPathOf(operation, requestOf(operation, 'required', false), thing),
      place,
      value,
    );
    const answered = await ask(preparation(operation, request));
    const status = answered?.exchange.reply.status;
    isDone ||= status !== undefined && meaningOf(operation, status) === 'success';
  }
  return isDone;
}

function reasonOf(operation: Operation, answered: Answered | undefined): string | undefined {
  if (!answered) return `${operation.method} ${operation.path} was not answered`;
  const { status } = answered.exchange.reply;
  if (meaningOf(operation, status) === 'success' || status === 404 || status === 410)
    return undefined;
  return `${operation.method} ${operation.path} was answered with ${status}`;
}

/** Deletions at other paths that name the same thing. */
function elsewhere({ resource, values }: Thing, { roles, needs }: ResourceModel) {
  return [...roles.values()].flatMap(({ operation, effect }) => {
    if (effect !== 'delete' || operation.method !== 'DELETE' || !namesThing(operation.path))
      return [];
    const open = (needs.get(operation.id) ?? []).filter(({ place }) =>
      place.startsWith('$request.path'),
    );
    const [need, another] = open;
    const [own] = need?.sources ?? [];
    const source = need?.sources.find((one) => one.resource === resource.path);
    const found = source && values.get(source.parameter);
    // a number may name another thing there
    const value = /^\d+$/.test(String(found)) ? undefined : found;
    const isOther = own?.resource !== resource.path || !own.reason.startsWith('its path');
    return need && !another && value !== undefined && isOther
      ? [{ operation, place: need.place, value }]
      : [];
  });
}

// the steps of sequences name things, too
export { placeOf } from './place.ts';
