import type { Json } from '../../../core/json.ts';
import { pointerOf } from '../../../core/pointer.ts';
import type { Resource } from '../../../core/resources/model.ts';
import { requestOf, withValue } from '../../../core/instances/plain-request.ts';
import { lastParameterOf } from '../../../core/resources/path-families.ts';
import { flatThing } from '../../../core/resources/fields.ts';
import type { ShownValue } from '../../../generators/expectation.ts';
import { absentLike } from '../absent.ts';
import { isMoving, valuesIn } from '../changes.ts';
import { placeOf } from '../clean-up.ts';
import { withPathOf } from '../preparation.ts';
import type { Kept, State } from '../sequence-state.ts';
import {
  about,
  aboutThing,
  identifierOf,
  lacks,
  type Made,
  type Maker,
  type Situation,
} from './situation.ts';

/** A read of a thing after what happened to it, or beside it. */
export const read: Maker = (situation) => {
  const { operation, kept, state, step } = situation;
  const request = aboutThing(operation, kept.thing);
  const values = steadyIn(kept);
  const isOfFirst = step.act === 'read';
  switch (step.after) {
    case 'creation':
      return {
        request,
        expects: about(situation, kept, {
          of: 'created',
          mustExist: true,
          values: given(kept, values),
        }),
      };
    case 'deletion':
      if (!state.isDeleted) return { skip: 'nothing was deleted' };
      return {
        request,
        expects: isOfFirst
          ? about(situation, kept, { of: 'gone', before: kept.shown })
          : about(situation, kept, { of: 'unchanged', mustExist: true, values }),
      };
    case 'command':
      return {
        request,
        expects: about(situation, kept, {
          ...{ of: 'unchanged', mustExist: true, values, mayReachFurther: true },
        }),
      };
    case 'refused-deletion':
      return state.isDeletionRefused
        ? { request, expects: about(situation, kept, { of: 'unchanged', mustExist: true, values }) }
        : { skip: 'no deletion was refused' };
    case 'refusal':
      if (state.isUnchanged)
        return {
          request,
          expects: about(situation, kept, { of: 'unchanged', mustExist: true, values }),
        };
      // what is not known any more is read for the next steps
      return kept.shown === undefined ? { request } : { skip: 'what it follows was not refused' };
    default:
      if (!state.isDone) return { skip: 'no change was accepted' };
      return {
        request,
        expects: isOfFirst
          ? about(situation, kept, {
              of: 'changed',
              mustExist: true,
              values: changed(values, state),
              leftOut: state.leftOut,
              isMergePatch: state.isMergePatch,
              ...formerly(situation),
            })
          : about(situation, kept, { of: 'unchanged', mustExist: true, values }),
      };
  }
};

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

/** The strong entity tag that a thing had before a change, with what it showed. */
const formerly = ({ state: { tag }, kept }: Situation) =>
  tag === undefined || tag.startsWith('W/') || kept.shown === undefined
    ? {}
    : { formerly: { entityTag: tag, thing: kept.shown } };

/** The values that a thing shows and that no server moves by itself. */
const steadyIn = ({ shown }: Kept): readonly ShownValue[] =>
  [...valuesIn(shown)].filter(({ pointer }) => !isMoving(pointer));

/** What a thing must show after its creation: what was shown, else what was sent. */
const given = ({ thing }: Kept, shown: readonly ShownValue[]): readonly ShownValue[] =>
  shown.length > 0 ? shown : givenBy(thing.shown.sent, thing.resource);

/** The values that a creation gives a thing, but for its identifier: a server may choose another one. */
export const givenBy = (
  sent: Json | undefined,
  { parameters }: Pick<Resource, 'parameters'>,
): readonly ShownValue[] =>
  [...valuesIn(flatThing(sent))].filter(
    ({ pointer }) => !['id', ...parameters].some((name) => pointer === pointerOf([name])),
  );

/** What a thing must show after a change: the values given, and the others where only a part was. */
function changed(before: readonly ShownValue[], state: State): readonly ShownValue[] {
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
    expects: about(situation, kept, { of: 'unknown' }),
  };
};
