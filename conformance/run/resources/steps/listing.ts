import type { Operation } from '../../../core/contract/model.ts';
import { isAllowed } from '../../../core/http/allowed-request.ts';
import { withValue } from '../../../core/instances/plain-request.ts';
import type { Json } from '../../../core/json.ts';
import { isObject, pointerOf } from '../../../core/pointer.ts';
import { cursorOf, limitOf, pageOf, type Filter } from '../../../core/resources/list-parameters.ts';
import { plainName } from '../../../core/resources/names.ts';
import { schemasAt } from '../../../core/schema/schemas-at.ts';
import type { Expectation } from '../../../generators/expectation.ts';
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
  if (step.after === 'refusal') {
    if (!state.isUnchanged) return { skip: 'no creation was refused' };
    if (state.refused.length === 0)
      return { skip: 'the creation has no text by which a list would show it' };
    const expects = about(situation, kept, { of: 'unlisted', identifiers: state.refused });
    // any of its members would tell
    return { request, expects: { ...expects, by: undefined } };
  }
  if (step.after === 'conflict')
    return state.unique.length > 0
      ? {
          request,
          expects: {
            ...about(situation, kept, { of: 'listed', identifiers: state.unique, mayLack: true }),
            by: undefined,
          },
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
  const { operation, state } = situation;
  if (!state.second) return lacks('second thing');
  const request = await filledAbout(situation);
  return {
    request: withValue(request, `$request.query.${limitOf(operation)!.name}`, 1),
    expects: {
      ...aboutList(situation, { of: 'limited', most: 1 }),
      since: 'one element was asked for, and there are two',
    },
  };
};

/** The element behind the one that a list of one element had. */
export const listNext: Maker = async (situation) => {
  const { operation, state } = situation;
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
    expects: {
      ...aboutList(situation, { of: 'limited', most: 1, not: state.firstElement }),
      since: 'the element behind the first one was asked for',
    },
  };
};

/** The things that have one value of a member. */
export const listFiltered: Maker = async (situation) => {
  const { operation, kept, step } = situation;
  const { parameter, member, isInside } = step.filter!;
  const own = Object.entries(isObject(kept.shown) ? kept.shown : {}).find(
    ([name]) => plainName(name) === plainName(member),
  ) as [string, Json] | undefined;
  if (!own || own[1] === null || typeof own[1] === 'object') return lacks('value to select by');
  // of a few values, another one tells most: the thing must not be there
  const value = valuesOf(operation, step.filter!).find((each) => each !== own[1]) ?? own[1];
  const { request } = await wholeList(situation);
  const asked = withValue(
    request,
    `$request.query.${parameter}`,
    isInside ? { [member]: value } : value,
  );
  return isAllowed(operation, asked)
    ? {
        request: asked,
        expects: {
          ...aboutList(situation, { of: 'filtered', member: own[0], value }),
          since: `only those whose \`${own[0]}\` is ${JSON.stringify(value)} were asked for`,
        },
      }
    : lacks('value to select by');
};

/** The values that a filter allows, if they are listed. */
const valuesOf = (
  { parameters }: Operation,
  { parameter, member, isInside }: Filter,
): readonly Json[] =>
  parameters
    .filter(({ in: place, name }) => place === 'query' && name === parameter)
    .flatMap(({ schema }) => schemasAt(schema, isInside ? pointerOf([member]) : ''))
    .flatMap((flat) => flat.enum ?? []);

/** An expectation about a list, and not about one of its things. */
const aboutList = (situation: Situation, of: Parameters<typeof about>[2]): Expectation => ({
  ...about(situation, situation.kept, of),
  thing: `the list ${situation.operation.path}`,
});

/** A list beside a thing that was made below another parent: it does not hold that one. */
export const listBeside: Maker = async (situation) => {
  const { state, resource } = situation;
  const identifier = identifierOf(state.orphan);
  if (!state.orphan || identifier === undefined) return lacks(`${resource.names[0]} elsewhere`);
  // each parent may count its own things from one
  const isShared = state.elements.some((element) => element.includes(String(identifier)));
  if (isShared) return { skip: 'another one has the same identifier' };
  const { request } = await wholeList(situation);
  return {
    request,
    expects: about(
      situation,
      { thing: state.orphan, shown: undefined },
      { of: 'unlisted', identifiers: [identifier] },
    ),
  };
};

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
