import type { Json } from '../../../core/json.ts';
import { pointerOf, tokensOf } from '../../../core/pointer.ts';
import type { Resource } from '../../../core/resources/model.ts';
import { requestOf, withValue } from '../../../core/instances/plain-request.ts';
import { lastParameterOf } from '../../../core/resources/path-families.ts';
import { canGive, flatThing } from '../../../core/resources/fields.ts';
import { wordsOf } from '../../../core/resources/names.ts';
import type { Expectation, ShownValue } from '../../../generators/expectation.ts';
import type { After } from '../../../plan/sequence-step.ts';
import { absentLike } from '../absent.ts';
import { isMoving, valuesIn } from '../changes.ts';
import { placeOf } from '../clean-up.ts';
import { withPathOf } from '../preparation.ts';
import type { State } from '../sequence-state.ts';
import {
  about,
  aboutThing,
  identifierOf,
  isMadeOf,
  isTakenForLater,
  lacks,
  type Made,
  type Maker,
  type Situation,
} from './situation.ts';

/** A read of a thing after what happened to it, or beside it. */
export const read: Maker = (situation) => {
  const { operation, kept, step } = situation;
  const expected = afterwards[step.after ?? 'change'](situation);
  return 'skip' in expected
    ? expected
    : { request: aboutThing(operation, kept.thing), ...expected };
};

type Expected = { readonly expects?: Expectation } | { readonly skip: string };

/** What a read must show after what happened. */
const afterwards: { readonly [after in After]: (situation: Situation) => Expected } = {
  // what was only taken for later need not be there
  creation: (situation) =>
    isTakenForLater(situation.kept.thing) ? {} : { expects: created(situation) },
  change(situation) {
    if (!situation.state.isDone) return { skip: 'no change was accepted' };
    return { expects: isOfFirst(situation) ? changed(situation) : unchanged(situation) };
  },
  refusal(situation) {
    if (situation.state.isUnchanged) return { expects: unchanged(situation) };
    // what is not known any more is read for the next steps
    return isShown(situation) ? { skip: 'what it follows was not refused' } : {};
  },
  conflict: (situation) => afterwards.refusal(situation),
  command: (situation) => ({ expects: unchanged(situation, true) }),
  deletion(situation) {
    const { state, kept } = situation;
    if (!state.isDeleted) return { skip: 'nothing was deleted' };
    return {
      expects: isOfFirst(situation)
        ? about(situation, kept, { of: 'gone', before: kept.shown })
        : unchanged(situation),
    };
  },
  'refused-deletion': (situation) =>
    situation.state.isDeletionRefused
      ? { expects: unchanged(situation) }
      : { skip: 'no deletion was refused' },
};

const isOfFirst = ({ step }: Situation): boolean => step.act === 'read';

/** What a thing must show after its creation: what it was given. */
const created = (situation: Situation): Expectation =>
  about(situation, situation.kept, {
    of: 'created',
    mustExist: true,
    values: given(situation).filter(({ pointer }) => isOfFirst(situation) || !isOfOne(pointer)),
  });

/** What a thing must show that nothing changed: what it showed before. */
const unchanged = (situation: Situation, mayReachFurther = false): Expectation =>
  about(situation, situation.kept, {
    ...{ of: 'unchanged', mayReachFurther, mustExist: isShown(situation) },
    values: steadyIn(situation),
  });

/** What a thing must show after a change. */
const changed = (situation: Situation): Expectation =>
  about(situation, situation.kept, {
    ...{ of: 'changed', mustExist: isShown(situation) && !hasMoved(situation) },
    values: valuesAfter(steadyIn(situation), situation.state),
    leftOut: situation.state.leftOut,
    isMergePatch: situation.state.isMergePatch,
    formerTag: strongTag(situation),
  });

/** Whether a change gave another value to what the identifier of the thing is made of: a slug may follow. */
const hasMoved = ({ kept, state }: Situation): boolean =>
  state.given.some(({ before }) => isMadeOf(kept.thing, before));

const isShown = ({ kept }: Situation): boolean => kept.shown !== undefined;

/** A read of a thing before a command for it, and after: it shows what the answer to the command did. */
export const readCommanded: Maker = (situation) => {
  const { operation, kept, state, step } = situation;
  const request = aboutThing(operation, kept.thing);
  if (step.after === undefined) return { request };
  const values = state.commanded ?? [];
  if (values.length === 0) return { skip: 'no answer to a command shows the thing' };
  return {
    request,
    expects: about(situation, kept, { of: 'changed', mustExist: true, values, mayMoveOn: true }),
  };
};

/** The strong entity tag that a thing had before a change. */
const strongTag = ({ state: { tag } }: Situation): string | undefined =>
  tag?.startsWith('W/') ? undefined : tag;

/** The values that a thing shows and that do not move by themselves. */
function steadyIn({ resource, kept }: Situation): readonly ShownValue[] {
  const isGiven = canGive(resource);
  return [...valuesIn(kept.shown)]
    .filter(({ pointer }) => !(isMoving(pointer) || isOfOne(pointer) || kept.moving?.has(pointer)))
    .map((one) => (isGiven(one.pointer) ? one : { ...one, isOfServer: true }));
}

/** Words of members that a server changes in all things when one gets them: the default, a place among others. */
const ofOne = new Set([
  ...['default', 'primary', 'current', 'selected', 'position', 'rank', 'order', 'index', 'sort'],
  ...['next', 'previous', 'prev'],
]);

/** Whether a change of another thing may change the member at a pointer. */
const isOfOne = (pointer: string): boolean =>
  tokensOf(pointer).some((name) => wordsOf(name).some((word) => ofOne.has(word)));

/** The values that a thing was given: those shown, else those sent. */
function given(situation: Situation): readonly ShownValue[] {
  const shown = steadyIn(situation);
  const { thing } = situation.kept;
  return shown.length > 0 ? shown : givenBy(thing.shown.sent, thing.resource);
}

/** The values that a creation gives a thing, but for its identifier: a server may choose another one. */
export const givenBy = (
  sent: Json | undefined,
  { parameters }: Pick<Resource, 'parameters'>,
): readonly ShownValue[] =>
  [...valuesIn(flatThing(sent))].filter(
    ({ pointer }) =>
      !isMoving(pointer) && !['id', ...parameters].some((name) => pointer === pointerOf([name])),
  );

/** What a thing must show after a change: the values given, and the others where only a part was. */
function valuesAfter(before: readonly ShownValue[], state: State): readonly ShownValue[] {
  const others = before.filter(
    ({ pointer, value }) => !state.sent.includes(pointer) && !isDerived(value, state.given),
  );
  return state.isPartial ? [...state.given, ...others] : state.given;
}

/** Whether a value is made of one that a change gave: a slug of a title, a full name. */
const isDerived = (value: Json, news: readonly ShownValue[]): boolean =>
  typeof value === 'string' &&
  news.some(({ before }) => typeof before === 'string' && plain(value).includes(plain(before)));

const plain = (text: string): string => text.toLowerCase().replaceAll(/[^a-z0-9]/g, '');

/** The first read of what there is only once. */
export const readSingle: Maker = ({ operation }) => ({
  request: requestOf(operation, 'required', false),
});

/** A request about an identifier that was never given. */
export const unknown: Maker = (situation) => {
  const { operation, kept } = situation;
  const name = lastParameterOf(operation.path) ?? '';
  const value = absentLike(operation, name, identifierOf(kept.thing));
  if (value === undefined) return lacks('identifier that names nothing');
  const request = withValue(aboutThing(operation, kept.thing), `$request.path.${name}`, value);
  return { request, expects: neverGiven(situation, value) };
};

/** What a response about an identifier must be that no answer gave. */
export const neverGiven = (situation: Situation, value: Json) => ({
  ...about(situation, situation.kept, { of: 'unknown' }),
  thing: `the identifier ${JSON.stringify(value)}`,
  since: 'no answer gave it',
});

/** A read of a thing below another thing than its own. */
export const elsewhere: Maker = async (situation) => {
  const { operation, kept, resource, context } = situation;
  const parent = context.resources.model.resources.get(resource.parent ?? '');
  const other = parent && (await context.resources.provider.another(parent, kept.thing));
  if (!other) return lacks('other parent');
  // each parent may count its own things from one: only what a thing shows tells them apart
  if (kept.shown === undefined) return lacks('answer that shows it');
  const expects = about(situation, kept, { of: 'unknown', elsewhere: kept.shown });
  return {
    request: withPathOf(operation, aboutThing(operation, kept.thing), other),
    expects: { ...expects, since: `it is not below ${placeOf(other)}` },
  };
};

/** A read of a thing whose parent was deleted. */
export const orphan: Maker = (situation): Made => {
  const { operation, state } = situation;
  if (!state.orphan || !state.isParentDeleted) return lacks('deleted parent');
  const kept = { thing: state.orphan, shown: undefined };
  return {
    request: aboutThing(operation, state.orphan),
    expects: about(situation, kept, { of: 'unknown', mayBeKept: true }),
  };
};
