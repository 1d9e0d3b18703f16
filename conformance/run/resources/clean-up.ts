import type { Operation } from '../../core/contract/model.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import { isMark, withEffect, type ResourceModel } from '../../core/resources/model.ts';
import type { LeftBehind } from '../../report/record.ts';
import { preparation, requestAbout, withPathOf, type Answered } from './preparation.ts';
import { isIdentified, type Thing, type Things } from './things.ts';
import { requestOf, withValue } from '../../core/instances/plain-request.ts';
import type { Case } from '../../generators/case.ts';

type CleanUp = {
  readonly model: ResourceModel;
  readonly things: Things;
  readonly ask: (testCase: Case) => Promise<Answered | undefined>;
  /** Finds out the identifier of a thing. */
  readonly settle: (thing: Thing) => Promise<void>;
  /** Whether no time is left. */
  readonly isOver: () => boolean;
};

/** How often what could not be deleted is tried again: others may have to go first. */
const rounds = 2;

/**
 * Deletes what a run made, the last thing first, and says what is left and why. A thing that is gone
 * already is no problem.
 */
export async function cleanUp(options: CleanUp): Promise<readonly LeftBehind[]> {
  const { things, isOver } = options;
  let left: readonly Left[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const tried: Left[] = [];
    for (const thing of things.made.toReversed()) {
      if (thing.isGone) continue;
      const reason = isOver() ? 'there was no time left' : await remove(thing, options);
      if (reason === undefined) thing.isGone = true;
      else tried.push({ thing, reason });
    }
    left = tried;
    if (left.length === 0 || isOver()) break;
  }
  return left.toReversed().map(({ thing, reason }) => ({ place: placeOf(thing), reason }));
}

type Left = { readonly thing: Thing; readonly reason: string };

/** Deletes a thing; why that failed, if it did. */
async function remove(thing: Thing, { model, ask, settle }: CleanUp): Promise<string | undefined> {
  const { resource } = thing;
  const deleting = withEffect(resource, 'delete').filter(
    ({ path, method }) => method === 'DELETE' && (path.endsWith('}') || isMark(resource)),
  );
  const [first] = deleting;
  const others = elsewhere(thing, model);
  if (!first && others.length === 0) return 'no documented operation deletes it';
  if (!isIdentified(thing)) await settle(thing);
  if (!isIdentified(thing)) return 'no answer shows its identifier';
  let reason: string | undefined;
  for (const operation of deleting) {
    const answered = await ask(preparation(operation, requestAbout(operation, thing)));
    reason = reasonOf(operation, answered);
    if (reason === undefined) break;
  }
  // some servers archive first, and delete from the archive
  for (const { operation, place, value } of others) {
    const request = withValue(
      withPathOf(operation, requestOf(operation, 'required', false), thing),
      place,
      value,
    );
    const answered = await ask(preparation(operation, request));
    const status = answered?.exchange.reply.status;
    if (status !== undefined && meaningOf(operation, status) === 'success') reason = undefined;
  }
  return reason;
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
    if (effect !== 'delete' || operation.method !== 'DELETE' || !operation.path.endsWith('}'))
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

/** Where a thing is: its path with its values, as far as they are known. */
export const placeOf = ({ resource, values, isOwn }: Thing): string =>
  resource.parameters.length > 0
    ? resource.path.replaceAll(/\{([^{}]+)\}/g, (whole, name: string) =>
        String(values.get(name) ?? whole),
      )
    : isOwn
      ? `a thing made by POST ${resource.path}`
      : resource.path;
