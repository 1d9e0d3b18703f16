import type { Operation } from '../core/contract/model.ts';
import { ifMatchOf } from '../core/http/if-match.ts';
import { fieldSchemasOf } from '../core/resources/fields.ts';
import { filtersOf, type Filter } from '../core/resources/list-parameters.ts';
import type { FlatSchema } from '../core/schema/model.ts';

/** What a step of a sequence does, and to which of its things. */
export type Act =
  | 'create'
  | 'create-another'
  | 'create-same'
  | 'create-refused'
  | 'create-anew'
  | 'create-elsewhere'
  | 'create-user'
  | 'create-unknown'
  | 'read'
  | 'read-other'
  | 'read-single'
  | 'read-third'
  | 'read-unknown'
  | 'read-elsewhere'
  | 'read-orphan'
  | 'read-as-other'
  | 'list'
  | 'list-one'
  | 'list-next'
  | 'list-filtered'
  | 'list-unknown'
  | 'list-beside'
  | 'list-as-other'
  | 'change'
  | 'change-again'
  | 'change-all'
  | 'change-choice'
  | 'change-text'
  | 'change-to-empty'
  | 'change-same'
  | 'change-stale'
  | 'change-list'
  | 'change-to-null'
  | 'change-refused'
  | 'change-unknown'
  | 'change-as-other'
  | 'replace'
  | 'replace-all'
  | 'replace-to-null'
  | 'replace-by-less'
  | 'replace-refused'
  | 'replace-unknown'
  | 'replace-as-other'
  | 'command'
  | 'delete'
  | 'delete-again'
  | 'delete-used'
  | 'delete-unknown'
  | 'delete-as-other'
  | 'delete-parent'
  | 'change-as-stranger'
  | 'replace-as-stranger'
  | 'delete-as-stranger';

/** What the steps before have done to the thing. */
export type After =
  | 'creation'
  | 'change'
  | 'refusal'
  | 'conflict'
  | 'command'
  | 'deletion'
  | 'refused-deletion';

/** The operations that a sequence uses. */
export type Used = {
  /** The names of its things in plain form, for bodies that wrap them. */
  readonly names: readonly string[];
  readonly create?: Operation | undefined;
  readonly read: Operation | undefined;
  readonly list?: Operation | undefined;
  readonly change: Operation | undefined;
  readonly replace: Operation | undefined;
  readonly remove?: Operation | undefined;
  /** What deletes the thing that they lie below, where another one can be made. */
  readonly removeParent?: Operation | undefined;
  /** What makes things that need one of these, or lie below one. */
  readonly createUser?: Operation | undefined;
  /** What does something else to a thing. */
  readonly commands: readonly Operation[];
  readonly hasParent?: boolean;
  /** Whether what makes them names another thing in its body. */
  readonly hasReference?: boolean;
};

/** A step in words: what it does, the name of its case, why, and what came before. */
export type Written = {
  readonly act: Act;
  readonly name: string;
  readonly reason: string;
  readonly after?: After | undefined;
  /** The operation, where the act does not say which. */
  readonly operation?: Operation;
  /** The filter that it tries. */
  readonly filter?: Filter;
};

const step = (act: Act, name: string, reason: string, after?: After): Written => ({
  ...{ act, name, reason, after },
});

/** The name of a thing with its article. */
const a = (thing: string): string =>
  `${/^(?:[aeio]|u(?!s|ni|ti))/.test(thing) ? 'an' : 'a'} ${thing}`;

const when = (condition: unknown, steps: readonly Written[]): readonly Written[] =>
  condition ? steps : [];

/** The steps about things in their order; those that the description can't do are left out later. */
export const stepsOfThings = (thing: string, used: Used): readonly Written[] => [
  // the second one is the neighbour before the first one
  step('create-another', 'create-another', `it makes ${a(thing)}`),
  step('create', 'create', `it makes another ${thing}`),
  step('read', 'created', `it reads ${a(thing)} that was made before`, 'creation'),
  step(
    'read-other',
    'another-created',
    `it reads another ${thing} that was made before`,
    'creation',
  ),
  step('list', 'listed', `it lists ${a(thing)} that was made before`, 'creation'),
  step('list-one', 'limited', 'it asks for one element, and there are two'),
  step('list-next', 'next', 'it asks for the element behind the first one'),
  step('list-next', 'next-2', 'it asks for the element behind the second one'),
  ...filtersOf(used.list).map((filter, index) => ({
    ...step(
      'list-filtered',
      numbered('filtered', index),
      `it asks for each ${thing} with one value of \`${filter.member}\``,
    ),
    filter,
  })),
  ...creatingWrongly(thing, used),
  ...changing(a(thing), used),
  step('read-unknown', 'unknown', `it asks for ${a(thing)} that was never made`),
  step('change-unknown', 'change-unknown', `it changes ${a(thing)} that was never made`),
  step('replace-unknown', 'replace-unknown', `it replaces ${a(thing)} that was never made`),
  step('delete-unknown', 'delete-unknown', `it deletes ${a(thing)} that was never made`),
  step('read', 'kept', `it reads ${a(thing)} after requests about others`, 'refusal'),
  ...when(used.hasParent, nested(thing)),
  ...asOther(thing),
  ...asStranger(thing),
  ...deleting(thing, used),
];

/**
 * The steps about what there is only once.
 * @param one its name with an article: "the settings"
 */
export const stepsOfSingle = (one: string, used: Used): readonly Written[] => [
  step('read-single', 'read', `it reads ${one} before a change`),
  ...changing(one, used).filter(
    // what holds for the whole server is changed in one value at a time
    ({ act, name }) => act !== 'read-other' && !/-(?:all|to-empty)$/.test(name),
  ),
];

const changing = (one: string, used: Used): readonly Written[] => [
  ...changingParts(one, used),
  ...replacing(one, used),
  // last, because empty values show little of what follows
  ...when(used.change ?? used.replace, [
    step('change-to-empty', 'change-to-empty', `it empties the values of ${one}`),
    step('read', 'changed-to-empty', `it reads ${one} with empty values`, 'change'),
  ]),
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
  ...when(hasMember(change ?? replace, names, 'array'), [
    step('change-list', 'change-list', `it gives ${one} another list`),
    step('read', 'changed-list', `it reads ${one} with another list`, 'change'),
  ]),
  ...when(hasMember(change, names, 'null'), [
    step('change-to-null', 'change-to-null', `it gives null for a value of ${one}`),
    step('read', 'changed-to-null', `it reads ${one} after null for a value`, 'change'),
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

const creatingWrongly = (thing: string, { create }: Used): readonly Written[] => [
  step('create-refused', 'create-refused', `it would make ${a(thing)}, but breaks a rule`),
  step(
    'list',
    'listed-after-refusal',
    `it lists each ${thing} after a creation that was refused`,
    'refusal',
  ),
  // a second PUT replaces what the first one made
  ...when(create?.method === 'POST', [
    step('create-same', 'create-same', `it makes ${a(thing)} like one that is there`),
    step('list', 'listed-after-conflict', `it lists each ${thing} after a conflict`, 'conflict'),
  ]),
];

const nested = (thing: string): readonly Written[] => [
  step('read-elsewhere', 'elsewhere', `it asks for ${a(thing)} below another parent`),
  step('list-unknown', 'list-unknown', `it lists each ${thing} below a parent that was never made`),
  step('create-elsewhere', 'create-elsewhere', `it makes ${a(thing)} below another parent`),
  step('list-beside', 'listed-beside', `it lists each ${thing} beside one below another parent`),
  step('delete-parent', 'delete-parent', `it deletes what ${a(thing)} lies below`),
  step('read-orphan', 'orphan', `it reads ${a(thing)} below what was deleted`),
];

const asOther = (thing: string): readonly Written[] => [
  step('read-as-other', 'as-other-user', `it asks for ${a(thing)} of another user`),
  step('list-as-other', 'listed-as-other-user', `it lists each ${thing} as another user`),
  step('change-as-other', 'change-as-other-user', `it changes ${a(thing)} of another user`),
  step('replace-as-other', 'replace-as-other-user', `it replaces ${a(thing)} of another user`),
  step('delete-as-other', 'delete-as-other-user', `it deletes ${a(thing)} of another user`),
];

const asStranger = (thing: string): readonly Written[] => [
  step('change-as-stranger', 'change-as-stranger', `it changes ${a(thing)} without credentials`),
  step('replace-as-stranger', 'replace-as-stranger', `it replaces ${a(thing)} without credentials`),
  step('delete-as-stranger', 'delete-as-stranger', `it deletes ${a(thing)} without credentials`),
  step(
    'read',
    'kept-from-strangers',
    `it reads ${a(thing)} after requests without credentials`,
    'refusal',
  ),
];

const deleting = (thing: string, { remove, commands, createUser }: Used): readonly Written[] => [
  ...when(remove, [
    step('delete', 'delete', `it deletes ${a(thing)} that was made before`),
    step('read', 'deleted', `it reads ${a(thing)} that was deleted`, 'deletion'),
    step(
      'read-other',
      'another-left',
      `it reads ${a(thing)} beside one that was deleted`,
      'deletion',
    ),
    step('list', 'unlisted', `it lists what is left after ${a(thing)} was deleted`, 'deletion'),
    step('delete-again', 'delete-again', `it deletes ${a(thing)} that is gone`),
    step('create-anew', 'create-anew', `it makes ${a(thing)} after one was deleted`),
  ]),
  ...commands.flatMap((operation, index) => [
    step(
      'read-third',
      numbered('before-command', index),
      `it reads ${a(thing)} before a command for it`,
    ),
    { ...step('command', 'command', `it is a command for ${a(thing)}`), operation },
    step(
      'read-third',
      numbered('after-command', index),
      `it reads ${a(thing)} after a command for it`,
      'command',
    ),
    step(
      'read-other',
      numbered('beside-command', index),
      `it reads ${a(thing)} beside one that got a command`,
      'command',
    ),
  ]),
  ...when(createUser, [
    step('create-user', 'create-user', `it makes something that needs ${a(thing)}`),
    step('delete-used', 'delete-used', `it deletes ${a(thing)} that something needs`),
    step(
      'read-other',
      'not-deleted',
      `it reads ${a(thing)} whose deletion was refused`,
      'refused-deletion',
    ),
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

/** The name of a case, with a number where there are several. */
const numbered = (name: string, index: number): string =>
  index === 0 ? name : `${name}-${index + 1}`;
