import { filtersOf } from '../core/resources/list-parameters.ts';
import { changing } from './change-steps.ts';
import { numbered, step, when, type Used, type Written } from './sequence-step.ts';

/** The name of a thing with its article. */
const a = (thing: string): string =>
  `${/^(?:[aeio]|u(?!s|ni|ti))/.test(thing) ? 'an' : 'a'} ${thing}`;

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
  ...when(used.hasReference, [
    step('create-unknown', 'create-unknown', `it names another thing that was never made`),
  ]),
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
