import type { Operation } from '../core/contract/model.ts';
import { documentsRefusals } from '../core/contract/responses.ts';
import { plainRequest } from '../core/instances/plain-request.ts';
import {
  makersOf,
  makesByPut,
  mayOnlyReplace,
  withEffect,
  type Resource,
  type ResourceModel,
} from '../core/resources/model.ts';
import { isReference } from '../core/resources/needs.ts';
import { plainName, wordsOf } from '../core/resources/names.ts';
import { namesThing } from '../core/resources/path-families.ts';
import { isSwitch } from '../core/resources/switches.ts';
import type { FlatSchema } from '../core/schema/model.ts';
import type { Case } from '../generators/case.ts';
import { cursorOf, limitOf, pageOf, type Filter } from '../core/resources/list-parameters.ts';
import type { Act, After, Used, Written } from './sequence-step.ts';
import { stepsOfSingle, stepsOfThings } from './sequence-steps.ts';

/** One request of a sequence; what it is about is known only when the run is there. */
export type SequenceStep = {
  readonly act: Act;
  readonly after?: After;
  /** The filter that it tries. */
  readonly filter?: Filter;
  readonly testCase: Case;
};

/** Requests about things of one resource, from their creation to their deletion. */
export type Sequence = { readonly resource: Resource; readonly steps: readonly SequenceStep[] };

/** Whether a sequence is about what there is only once, such as settings. */
export const isSingle = ({ resource }: Sequence): boolean => resource.parameters.length === 0;

/**
 * The sequences of a description: one for each resource whose things can be made, and read or listed,
 * and one for what is there only once and can be read and written. Their cases have the same ids in
 * every run.
 * @param options whether the credentials of another user are known
 */
export function sequencesOf(
  model: ResourceModel,
  { hasOther = false }: { readonly hasOther?: boolean | undefined } = {},
): readonly Sequence[] {
  const ofThings = [...model.resources.values()].map((resource) => ({
    resource,
    steps: stepsOf(resource, model).filter(({ act }) => hasOther || !act.endsWith('-as-other')),
  }));
  return [...ofThings, ...singlesOf(model)].filter(({ steps }) => steps.length > 0);
}

const isItem = ({ path }: Operation): boolean => namesThing(path);

/** Whether an operation shows a list and nothing else: all tokens of one name. */
const showsOnlyList = ({ responses }: Operation): boolean =>
  responses
    .filter(({ status }) => status.startsWith('2'))
    .flatMap(({ content }) => content.flatMap(({ schema }) => schema?.alternatives()[0] ?? []))
    .some(
      (flat) =>
        isArray(flat) ||
        (flat.properties.size === 1 &&
          [...flat.properties.values()].some((member) => member().every(isArray))),
    );

const isArray = ({ isTypeStated, types }: FlatSchema): boolean =>
  isTypeStated && types.every((type) => type === 'array');

function stepsOf(resource: Resource, model: ResourceModel): readonly SequenceStep[] {
  const [create] = makersOf(resource);
  const [read] = withEffect(resource, 'read').filter((one) => isItem(one) && !showsOnlyList(one));
  const [list] = withEffect(resource, 'list');
  if (!create || !(read || list) || resource.parameters.length !== 1) return [];
  const [change] = withEffect(resource, 'change').filter((one) => isItem(one) && one.requestBody);
  const [replace] = withEffect(resource, 'replace').filter((one) => isItem(one) && one.requestBody);
  const [remove] = withEffect(resource, 'delete').filter(isItem);
  const parent = model.resources.get(resource.parent ?? '');
  const hasParent = parent !== undefined && makersOf(parent).length > 0;
  const [removeParent] = parent && hasParent ? withEffect(parent, 'delete').filter(isItem) : [];
  const used = {
    ...{ create, read, list, change, replace, remove, removeParent, hasParent },
    names: resource.names,
    hasReference: (model.needs.get(create.id) ?? []).some(isReference),
    commands: read && remove ? commandsOf(resource, model) : [],
    createUser: read && remove ? userOf(resource, model) : undefined,
  };
  return planned(stepsOfThings(resource.names[0] ?? 'thing', used), used);
}

/** Commands for one thing: a word behind its path. */
const commandsOf = ({ path }: Resource, { roles }: ResourceModel): readonly Operation[] =>
  [...roles.values()].flatMap(({ effect, operation }) => {
    const [before, word = ''] = [
      operation.path.slice(0, path.length),
      operation.path.slice(path.length),
    ];
    return effect === 'action' && before === path && /^\/[^/{}]+\/?$/.test(word) ? [operation] : [];
  });

/** What makes things of another resource that can't do without one of these. */
const userOf = (resource: Resource, { resources, needs }: ResourceModel): Operation | undefined =>
  [...resources.values()]
    .filter((other) => other !== resource)
    .flatMap((other) => withEffect(other, 'create'))
    .find(({ id }) =>
      (needs.get(id) ?? []).some(
        ({ required, sources }) => required && sources[0]?.resource === resource.path,
      ),
    );

/** The sequences about what is there only once, such as the settings of a server. */
function singlesOf({ roles }: ResourceModel): readonly Sequence[] {
  const all = [...roles.values()];
  return all.flatMap((role) => {
    const { operation, effect } = role;
    const { path, method } = operation;
    const isWritten = method === 'PUT' || method === 'PATCH';
    const reading = all.find(
      (other) => other.operation.method === 'GET' && other.operation.path === path,
    );
    if (effect !== 'set' || !isWritten || !operation.requestBody || !reading) return [];
    if (isSwitch(operation)) return [];
    const name = path.split('/').findLast((one) => one !== '') ?? '';
    const names = [plainName(name)];
    const used = {
      ...{ names, read: reading.operation, commands: [] },
      ...{ change: method === 'PATCH' ? operation : undefined },
      ...{ replace: method === 'PUT' ? operation : undefined },
    };
    const resource = {
      path,
      collection: path,
      parameters: [],
      names,
      roles: [reading, role],
    };
    return [
      { resource, steps: planned(stepsOfSingle(`the ${wordsOf(name).join(' ')}`, used), used) },
    ];
  });
}

/** The steps with the operations that send them, without those that the description has none for. */
const planned = (steps: readonly Written[], used: Used): readonly SequenceStep[] =>
  steps.flatMap(({ act, name, reason, after, filter, operation = operationOf(act, used) }) =>
    operation
      ? [
          {
            ...{ act, ...(after && { after }), ...(filter && { filter }) },
            testCase: caseOf(operation, act, name, reason),
          },
        ]
      : [],
  );

/** The operation of a step, where the description has one that can do it. */
function operationOf(act: Act, used: Used): Operation | undefined {
  const special = specials[act];
  if (special) return special(used);
  if (act.endsWith('-as-stranger') && used.create?.security.length === 0) return undefined;
  const { create, read, list, change, replace, remove } = used;
  const kinds = { create, read, list, change, replace, delete: remove };
  return kinds[act.split('-')[0] as keyof typeof kinds];
}

/** The steps that need more than an operation of their kind. */
const specials: { readonly [act in Act]?: (used: Used) => Operation | undefined } = {
  'create-refused': ({ create, list }) =>
    create?.requestBody && documentsRefusals(create) && list ? create : undefined,
  'create-elsewhere': ({ create, read, removeParent }) => read && removeParent && create,
  'create-user': ({ createUser }) => createUser,
  'change-list': ({ change, replace }) => change ?? replace,
  'delete-parent': ({ read, removeParent }) => read && removeParent,
  'read-orphan': ({ read, removeParent }) => removeParent && read,
  'list-one': ({ list }) => (list && limitOf(list) ? list : undefined),
  'list-next': ({ list }) =>
    list && limitOf(list) && (pageOf(list) || cursorOf(list)) ? list : undefined,
  // a PUT may make what it names
  'replace-unknown': ({ replace, create }) =>
    replace && replace !== create && !makesByPut(replace) ? replace : undefined,
  'read-third': ({ read }) => read,
  'list-beside': ({ list, removeParent }) =>
    removeParent && list?.path.includes('{') ? list : undefined,
  'change-choice': ({ change, replace }) => change ?? replace,
  'change-text': ({ change, replace }) => change ?? replace,
  'change-to-empty': ({ change, replace }) => change ?? replace,
  'change-same': ({ change, replace }) => change ?? replace,
};

/** Steps that a server may answer in several right ways: it may also know which values there are. */
const isOpen = (act: Act): boolean =>
  /-(?:refused|unknown|elsewhere|orphan|as-other|as-stranger|again|same|used)$|^(?:command|change|replace)/.test(
    act,
  ) && act !== 'create-elsewhere';

function caseOf(operation: Operation, act: Act, name: string, reason: string): Case {
  return {
    id: `${operation.id}/state/${name}`,
    generator: 'state',
    origin: 'sequence',
    operation,
    intent:
      isOpen(act) ||
      /^(?:deleted|after-command)/.test(name) ||
      (act.startsWith('create') && mayOnlyReplace(operation))
        ? 'unspecified'
        : 'valid',
    rule: {
      in: act.endsWith('-as-stranger') ? 'credentials' : 'body',
      ...{ pointer: '', keyword: 'state' },
    },
    variation: name,
    reason,
    request: plainRequest(operation),
  };
}
