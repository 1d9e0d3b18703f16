import type { Operation } from '../../../core/contract/model.ts';
import { withValue } from '../../../core/instances/plain-request.ts';
import type { Json } from '../../../core/json.ts';
import { isObject } from '../../../core/pointer.ts';
import { cursorOf, filtersOf, limitOf, pageOf } from '../../../core/resources/list-parameters.ts';
import { absentLike } from '../absent.ts';
import { neverGiven } from './reading.ts';
import { asOther } from './writing.ts';
import {
  about,
  aboutThing,
  filledAbout,
  identifierOf,
  lacks,
  type Made,
  type Maker,
  type Situation,
} from './situation.ts';

/** How many elements a list is asked for, where it has a limit. */
const usual = 100;

/** The request for as many elements as the list may have. */
async function wholeList(situation: Situation) {
  const request = await filledAbout(situation);
  const limit = limitOf(situation.operation);
  if (!limit) return { request };
  const [flat] = limit.schema.alternatives();
  const most = Math.min(flat?.maximum ?? usual, usual);
  return { request: withValue(request, `$request.query.${limit.name}`, most), most };
}

/** A list after what happened: it holds what is there, and nothing else. */
export const list: Maker = async (situation): Promise<Made> => {
  const { step, kept, state } = situation;
  const { request, most } = await wholeList(situation);
  const identifier = identifierOf(kept.thing);
  if (step.after === 'deletion') {
    if (!state.isDeleted || identifier === undefined) return { skip: 'nothing was deleted' };
    return {
      request,
      expects: about(situation, kept, { of: 'unlisted', identifiers: [identifier] }),
    };
  }
  if (step.after === 'refusal')
    return state.isUnchanged && state.refused.length > 0
      ? { request, expects: about(situation, kept, { of: 'unlisted', identifiers: state.refused }) }
      : { skip: 'no creation was refused' };
  if (step.after === 'conflict')
    return state.unique.length > 0
      ? {
          request,
          expects: about(situation, kept, {
            ...{ of: 'listed', identifiers: state.unique, mayLack: true },
          }),
        }
      : { skip: 'no creation was refused for a conflict' };
  if (step.after === 'change')
    return state.isDone
      ? {
          request,
          expects: about(situation, kept, {
            of: 'changed',
            mustExist: false,
            identifier,
            values: state.given,
          }),
        }
      : { skip: 'no change was accepted' };
  const identifiers = [kept, state.second].flatMap((one) => identifierOf(one?.thing) ?? []);
  return { request, expects: about(situation, kept, { of: 'listed', identifiers, most }) };
};

/** The whole list, as another user asks for it: it must not hold the thing. */
export const listAsOther: Maker = async (situation) => {
  const made = await asOther(situation);
  return 'skip' in made ? made : { ...made, request: (await wholeList(situation)).request };
};

/** A list that may have one element only. */
export const listOne: Maker = async (situation) => {
  const { operation, kept, state } = situation;
  if (!state.second) return lacks('second thing');
  const request = await filledAbout(situation);
  return {
    request: withValue(request, `$request.query.${limitOf(operation)!.name}`, 1),
    expects: about(situation, kept, { of: 'limited', most: 1 }),
  };
};

/** The element behind the one that a list of one element had. */
export const listNext: Maker = async (situation) => {
  const { operation, kept, state } = situation;
  if (!state.firstElement) return lacks('first page of one element');
  const page = pageOf(operation);
  const [name, second] = page ? [page.name, page.second] : [cursorOf(operation)!, state.cursor];
  if (second === undefined) return lacks('name of the next page');
  const request = withValue(
    await filledAbout(situation),
    `$request.query.${limitOf(operation)!.name}`,
    1,
  );
  return {
    request: withValue(request, `$request.query.${name}`, second),
    expects: about(situation, kept, { of: 'limited', most: 1, not: state.firstElement }),
  };
};

/** The things that have one value of a member. */
export const listFiltered: Maker = async (situation) => {
  const { operation, kept } = situation;
  const { shown } = kept;
  const shownAt = (name: string) =>
    isObject(shown) ? (shown[name] as Json | undefined) : undefined;
  for (const member of filtersOf(operation)) {
    const own = shownAt(member);
    if (typeof own !== 'string') continue;
    // of a few values, another one tells most: the thing must not be there
    const value = valuesOf(operation, member).find((each) => each !== own) ?? own;
    const { request } = await wholeList(situation);
    return {
      request: withValue(request, `$request.query.${member}`, value),
      expects: about(situation, kept, { of: 'filtered', member, value }),
    };
  }
  return lacks('value to select by');
};

/** The values that a query parameter allows, if they are listed. */
const valuesOf = ({ parameters }: Operation, member: string): readonly Json[] =>
  parameters
    .filter(({ in: place, name }) => place === 'query' && name === member)
    .flatMap(({ schema }) => schema.alternatives().flatMap((flat) => flat.enum ?? []));

/** A list below a thing that was never made. */
export const listUnknown: Maker = (situation) => {
  const { operation, kept } = situation;
  const name = /.*\{([^{}]+)\}/.exec(operation.path)?.[1];
  const own = name === undefined ? undefined : kept.thing.values.get(name);
  const value = name === undefined ? undefined : absentLike(operation, name, own);
  if (value === undefined) return lacks('identifier that names nothing');
  return {
    request: withValue(aboutThing(operation, kept.thing), `$request.path.${name}`, value),
    expects: neverGiven(situation, value),
  };
};
