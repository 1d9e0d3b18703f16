import { isDeepStrictEqual } from 'node:util';
import type { Operation } from '../../../core/contract/model.ts';
import { isAllowed } from '../../../core/http/allowed-request.ts';
import type { PlannedRequest } from '../../../core/http/planned-request.ts';
import { withValue } from '../../../core/instances/plain-request.ts';
import type { Json } from '../../../core/json.ts';
import { isObject, pointerOf } from '../../../core/pointer.ts';
import {
  cursorOf,
  filtersOf,
  limitOf,
  pageOf,
  type Filter,
} from '../../../core/resources/list-parameters.ts';
import { flatThing } from '../../../core/resources/fields.ts';
import { isOutOfSight } from '../../../core/resources/marks.ts';
import { plainName, singular } from '../../../core/resources/names.ts';
import { schemasAt } from '../../../core/schema/schemas-at.ts';
import type { Expectation } from '../../../generators/expectation.ts';
import type { After } from '../../../plan/sequence-step.ts';
import { absentLike } from '../absent.ts';
import type { Kept } from '../sequence-state.ts';
import { neverGiven } from './reading.ts';
import { asOther } from './writing.ts';
import {
  about,
  aboutThing,
  filledAbout,
  identifierOf,
  isTakenForLater,
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
  return { ...limited(situation, request), isOfAll: !selectsOthers(situation, request) };
}

/**
 * Whether a request for a list selects by a value that the thing does not show, and that the request for
 * the thing did not have in the same parameter, such as a version: then it may not be there.
 */
function selectsOthers({ operation, kept }: Situation, { parameters }: PlannedRequest): boolean {
  const before = kept.thing.exchange.case.request.parameters.query;
  return filtersOf(operation).some(({ parameter, member, isInside }) => {
    const asked = parameters.query[parameter];
    const value = isInside && isObject(asked) ? asked[member] : asked;
    const isChosen = value !== undefined && !isDeepStrictEqual(asked, before[parameter]);
    return isChosen && !showsValue(kept.shown, member, value as Json);
  });
}

/** Whether a thing shows a value in a member of a name, also of what it refers to. */
const showsValue = (thing: Json | undefined, name: string, value: Json): boolean =>
  Object.entries(isObject(thing) ? thing : {}).some(([each, own]) => {
    const held = isObject(own) ? Object.values(own) : Array.isArray(own) ? own : [own];
    return isNamedBy(each, name) && held.some((one) => String(one) === String(value));
  });

function limited(situation: Situation, request: PlannedRequest) {
  const limit = limitOf(situation.operation);
  if (!limit) return { request };
  const [flat] = limit.schema.alternatives();
  const most = Math.min(flat?.maximum ?? usual, usual);
  return {
    request: withValue(request, `$request.query.${limit.name}`, most),
    asked: most,
    mayBeCut: flat?.maximum === undefined,
  };
}

/** A list after what happened: it holds what is there, and nothing else. */
export const list: Maker = async (situation): Promise<Made> => {
  const { step, kept } = situation;
  const wanted = (afterwards[step.after ?? 'creation'] ?? afterwards.creation!)(situation);
  if ('skip' in wanted) return wanted;
  const { request, isOfAll, ...whole } = await wholeList(situation);
  const of = isOfAll ? wanted.of : ofSome(wanted.of);
  const expects = { ...about(situation, kept, of), ...whole };
  // a text that a request gave may be in any member
  return { request, expects: wanted.isOfTexts ? { ...expects, by: undefined } : expects };
};

type ListedOf = Parameters<typeof about>[2];

/** What a list of some things must be: it may lack all of them. */
const ofSome = (of: ListedOf): ListedOf =>
  of.of === 'listed' ? { ...of, mayLack: true } : of.of === 'unlisted' ? { ...of, others: [] } : of;

type Wanted = { readonly of: ListedOf; readonly isOfTexts?: boolean } | { readonly skip: string };

/** What a list must be after what happened. */
const afterwards: { readonly [after in After]?: (situation: Situation) => Wanted } = {
  creation({ kept, state }) {
    const identifiers = [kept, state.second].flatMap(sureIn);
    return identifiers.length > 0
      ? { of: { of: 'listed', identifiers } }
      : { skip: 'a list may leave out what is not in sight' };
  },
  change({ kept, state }) {
    if (!state.isDone) return { skip: 'no change was accepted' };
    const identifier = identifierOf(kept.thing);
    return { of: { of: 'changed', mustExist: false, identifier, values: state.given } };
  },
  conflict: ({ state: { unique } }) =>
    unique.length > 0
      ? { of: { of: 'listed', identifiers: unique, mayLack: true }, isOfTexts: true }
      : { skip: 'no creation was refused for a conflict' },
  refusal({ state: { isUnchanged, refused } }) {
    if (!isUnchanged) return { skip: 'no creation was refused' };
    return refused.length > 0
      ? { of: { of: 'unlisted', identifiers: refused }, isOfTexts: true }
      : { skip: 'the creation has no text by which a list would show it' };
  },
  deletion({ kept, state }) {
    const identifier = identifierOf(kept.thing);
    if (!state.isDeleted || identifier === undefined) return { skip: 'nothing was deleted' };
    const others = [state.second].flatMap(sureIn);
    return { of: { of: 'unlisted', identifiers: [identifier], others, before: kept.shown } };
  },
};

/** The identifier of a thing that its list must hold: drafts and things to be made later may lack. */
function sureIn(kept: Kept | undefined): readonly Json[] {
  const identifier = identifierOf(kept?.thing);
  if (!kept || identifier === undefined || isTakenForLater(kept.thing)) return [];
  return isOutOfSight(kept.shown ?? flatThing(kept.thing.shown.representation)) ? [] : [identifier];
}

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
  const least = selectsOthers(situation, request) ? 0 : 2;
  return {
    request: withValue(request, `$request.query.${limitOf(operation)!.name}`, 1),
    expects: {
      ...aboutList(situation, { of: 'limited', most: 1, least }),
      since: 'one element was asked for, and there are two',
    },
  };
};

/** The element behind those of the pages before, which had one element each. */
export const listNext: Maker = async (situation) => {
  const { operation, state } = situation;
  const { pages, elements } = state;
  if (!state.pageElement || pages === 0) return lacks('first page of one element');
  if (pages > 1 && elements.length <= pages) return lacks(`page ${pages + 1}`);
  const page = pageOf(operation);
  const [name, value] = page
    ? [page.name, page.second + pages - 1]
    : [cursorOf(operation)!, state.cursor];
  if (value === undefined) return lacks('name of the next page');
  const limited = withValue(
    await filledAbout(situation),
    `$request.query.${limitOf(operation)!.name}`,
    1,
  );
  // who adds to the list meanwhile moves its pages
  const isFollowed =
    page?.isSure !== false && isDeepStrictEqual(state.pageElement, elements[pages - 1]);
  return {
    request: withValue(limited, `$request.query.${name}`, value),
    expects: {
      ...aboutList(situation, {
        ...{ of: 'limited', most: 1, not: state.pageElement },
        ...(isFollowed && { is: elements[pages] }),
      }),
      since: `the element behind the first ${pages === 1 ? 'one' : pages} was asked for`,
    },
  };
};

/** The things that have one value of a member. */
export const listFiltered: Maker = async (situation) => {
  const { operation, kept, step } = situation;
  const { parameter, member, isInside } = step.filter!;
  const [name = '', own] =
    Object.entries(isObject(kept.shown) ? kept.shown : {}).find(([each]) =>
      isNamedBy(each, member),
    ) ?? [];
  const [first] = (Array.isArray(own) ? own : [own]) as readonly (Json | undefined)[];
  if (first === undefined || first === null || typeof first === 'object')
    return lacks('value to select by');
  // of a few values, another one tells most: the thing must not be there
  const value =
    valuesOf(operation, step.filter!).find((each) => each !== first && !isAny(each)) ?? first;
  const { request, isOfAll, ...whole } = await wholeList(situation);
  const asked = withValue(
    request,
    `$request.query.${parameter}`,
    isInside ? { [member]: value } : value,
  );
  return isAllowed(operation, asked)
    ? {
        request: asked,
        expects: {
          ...aboutList(situation, {
            ...{ of: 'filtered', member: name, value },
            has: isOfAll && value === first ? identifierOf(kept.thing) : undefined,
          }),
          since: `only those whose \`${name}\` is ${JSON.stringify(value)} were asked for`,
          ...whole,
        },
      }
    : lacks('value to select by');
};

/** Whether a filter is named after a member: `tag` after `tags`, too. */
const isNamedBy = (member: string, filter: string): boolean =>
  plainName(member) === plainName(filter) || singular(plainName(member)) === plainName(filter);

/** Whether a value of a filter names no value of things, but all of them or their absence. */
const isAny = (value: Json): boolean => /^(?:all|any|both|every.*|none|\*|)$/i.test(String(value));

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
const aboutList = (situation: Situation, of: ListedOf): Expectation => ({
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
