import type { Operation } from '../core/contract/model.ts';
import { ifMatchOf } from '../core/http/if-match.ts';
import { fieldSchemasOf } from '../core/resources/fields.ts';
import type { FlatSchema } from '../core/schema/model.ts';
import { step, when, type Used, type Written } from './sequence-step.ts';

/**
 * The steps that change one thing or what there is only once.
 * @param one its name with an article: "a book", "the settings"
 */
export const changing = (one: string, used: Used): readonly Written[] => [
  ...changingParts(one, used),
  ...changingToLess(one, used),
  ...replacing(one, used),
];

const changingParts = (
  one: string,
  { create, change, replace, names }: Used,
): readonly Written[] => [
  ...when(change, [
    step('change', 'change', `it changes one value of ${one}`),
    step('read', 'changed', `it reads ${one} that was changed`, 'change'),
    step(
      'read-other',
      'another-unchanged',
      `it reads ${one} beside one that was changed`,
      'change',
    ),
    step('list', 'listed-changed', `it lists ${one} that was changed`, 'change'),
    step('change-again', 'change-again', `it gives ${one} a long text`),
    step('read', 'changed-again', `it reads ${one} that was changed again`, 'change'),
    step(
      'read-other',
      'another-unchanged-2',
      `it reads ${one} beside one that was changed again`,
      'change',
    ),
    step('change-refused', 'change-refused', `it would change ${one}, but breaks a rule`),
    step('read', 'unchanged', `it reads ${one} after a change that was refused`, 'refusal'),
  ]),
  ...when(membersOf(change, names).length > 1, [
    step('change-all', 'change-all', `it changes all values of ${one}`),
    step('read', 'changed-all', `it reads ${one} with all values changed`, 'change'),
  ]),
  ...when(hasChoice(change ?? replace, names), [
    step('change-choice', 'change-choice', `it gives ${one} another one of the listed values`),
    step('read', 'changed-choice', `it reads ${one} with another listed value`, 'change'),
  ]),
  ...when(change ?? replace, [
    step('change-text', 'change-text', `it gives ${one} a text with other letters and signs`),
    step('read', 'changed-text', `it reads ${one} with such a text`, 'change'),
  ]),
  ...when(create && (change ?? replace), [
    step('change-same', 'change-same', `it gives ${one} the name of another one`),
    step('read', 'kept-after-conflict', `it reads ${one} after a conflict of names`, 'refusal'),
    step(
      'read-other',
      'another-kept-after-conflict',
      `it reads the other one after a conflict of names`,
      'refusal',
    ),
  ]),
  ...when(tagged(change, replace), [
    {
      ...step('change-stale', 'change-stale', `it changes ${one} with an entity tag from before`),
      operation: tagged(change, replace)!,
    },
    step('read', 'kept-from-stale', `it reads ${one} after a change with such a tag`, 'refusal'),
  ]),
];

const changingToLess = (one: string, { change, replace, names }: Used): readonly Written[] => [
  ...when(hasMember(change ?? replace, names, 'array'), [
    step('change-list', 'change-list', `it gives ${one} another list`),
    step('read', 'changed-list', `it reads ${one} with another list`, 'change'),
  ]),
  ...when(hasMember(change, names, 'null'), [
    step('change-to-null', 'change-to-null', `it gives null for a value of ${one}`),
    step('read', 'changed-to-null', `it reads ${one} after null for a value`, 'change'),
  ]),
  // a replacement of all values fills them again
  ...when(change ?? replace, [
    step('change-to-empty', 'change-to-empty', `it empties the values of ${one}`),
    step('read', 'changed-to-empty', `it reads ${one} with empty values`, 'change'),
  ]),
];

const replacing = (one: string, { replace, names }: Used): readonly Written[] => [
  ...when(replace, [
    step('replace', 'replace', `it replaces ${one}`),
    step('read', 'replaced', `it reads ${one} that was replaced`, 'change'),
    step('read-other', 'another-kept', `it reads ${one} beside one that was replaced`, 'change'),
    step('replace-refused', 'replace-refused', `it would replace ${one}, but breaks a rule`),
    step('read', 'not-replaced', `it reads ${one} after a replacement that was refused`, 'refusal'),
  ]),
  ...when(membersOf(replace, names).length > 1, [
    step('replace-all', 'replace-all', `it replaces all values of ${one}`),
    step('read', 'replaced-all', `it reads ${one} with all values replaced`, 'change'),
  ]),
  ...when(hasMember(replace, names, 'null'), [
    step('replace-to-null', 'replace-to-null', `it replaces ${one}, with null for a value`),
    step('read', 'replaced-to-null', `it reads ${one} replaced with null for a value`, 'change'),
  ]),
  ...when(hasOptional(replace, names), [
    step('replace-by-less', 'replace-by-less', `it replaces ${one} by required members`),
    step('read', 'replaced-by-less', `it reads ${one} that was replaced by less`, 'change'),
  ]),
];

type Names = readonly string[];

/** Whether the things that an operation writes have a member that may be of a type. */
const hasMember = (of: Operation | undefined, names: Names, type: 'array' | 'null'): boolean =>
  membersOf(of, names).some((member) => member.some(({ types }) => types.includes(type)));

/** Whether they have a member whose values are listed. */
const hasChoice = (of: Operation | undefined, names: Names): boolean =>
  membersOf(of, names).some((member) => member.some((flat) => (flat.enum?.length ?? 0) > 1));

/** Whether they may lack a member. */
const hasOptional = (of: Operation | undefined, names: Names): boolean =>
  schemasOf(of, names).some(({ properties, required }) => properties.size > required.length);

/** The schemas of each member of the things that an operation writes. */
const membersOf = (of: Operation | undefined, names: Names): readonly (readonly FlatSchema[])[] =>
  schemasOf(of, names).flatMap(({ properties }) => [...properties.values()].map((each) => each()));

const schemasOf = (of: Operation | undefined, names: Names): readonly FlatSchema[] =>
  of ? fieldSchemasOf(of, names).slice(0, 1) : [];

/** The operation whose requests may name the entity tag that a thing must have. */
const tagged = (...operations: readonly (Operation | undefined)[]): Operation | undefined =>
  operations.find((one) => one && ifMatchOf(one) !== undefined);
