import type { Operation } from '../core/contract/model.ts';
import { documentsRefusals } from '../core/contract/responses.ts';
import { plainRequest } from '../core/instances/plain-request.ts';
import { withEffect, type Resource, type ResourceModel } from '../core/resources/model.ts';
import type { Case } from '../generators/case.ts';

/** What a step of a sequence does, and to which of its things. */
export type Act =
  | 'create'
  | 'create-another'
  | 'create-same'
  | 'create-refused'
  | 'create-anew'
  | 'create-elsewhere'
  | 'read'
  | 'read-other'
  | 'read-unknown'
  | 'read-elsewhere'
  | 'read-orphan'
  | 'read-as-other'
  | 'list'
  | 'list-one'
  | 'list-next'
  | 'list-filtered'
  | 'list-unknown'
  | 'list-as-other'
  | 'change'
  | 'change-again'
  | 'change-refused'
  | 'change-unknown'
  | 'change-as-other'
  | 'replace'
  | 'replace-refused'
  | 'replace-unknown'
  | 'replace-as-other'
  | 'delete'
  | 'delete-again'
  | 'delete-unknown'
  | 'delete-as-other'
  | 'delete-parent'
  | 'change-as-stranger'
  | 'replace-as-stranger'
  | 'delete-as-stranger';

/** One request of a sequence; what it is about is known only when the run is there. */
export type SequenceStep = {
  readonly act: Act;
  /** What the steps before have done to the thing. */
  readonly after?: 'creation' | 'change' | 'refusal' | 'deletion';
  readonly testCase: Case;
};

/** Requests about things of one resource, from their creation to their deletion. */
export type Sequence = { readonly resource: Resource; readonly steps: readonly SequenceStep[] };

type Written = readonly [act: Act, name: string, reason: string, after?: SequenceStep['after']];

/**
 * The sequences of a description: one for each resource whose things can be made, and read or listed.
 * Their cases have the same ids in every run.
 * @param options whether the credentials of another user are known
 */
export function sequencesOf(
  model: ResourceModel,
  { hasOther = false }: { readonly hasOther?: boolean | undefined } = {},
): readonly Sequence[] {
  return [...model.resources.values()].flatMap((resource) => {
    const steps = stepsOf(resource, model).filter(
      ({ act }) => hasOther || !act.endsWith('-as-other'),
    );
    return steps.length > 0 ? [{ resource, steps }] : [];
  });
}

/** The operations that a sequence uses. */
type Used = {
  readonly create: Operation;
  readonly read: Operation | undefined;
  readonly list: Operation | undefined;
  readonly change: Operation | undefined;
  readonly replace: Operation | undefined;
  readonly remove: Operation | undefined;
  /** What deletes the thing that they lie below, where another one can be made. */
  readonly removeParent: Operation | undefined;
  readonly hasParent: boolean;
};

const isItem = ({ path }: Operation): boolean => path.endsWith('}');

function stepsOf(resource: Resource, model: ResourceModel): readonly SequenceStep[] {
  const [create] = withEffect(resource, 'create');
  const [read] = withEffect(resource, 'read').filter(isItem);
  const [list] = withEffect(resource, 'list');
  if (!create || !(read || list) || resource.parameters.length !== 1) return [];
  const [change] = withEffect(resource, 'change').filter((one) => isItem(one) && one.requestBody);
  const [replace] = withEffect(resource, 'replace').filter((one) => isItem(one) && one.requestBody);
  const [remove] = withEffect(resource, 'delete').filter(isItem);
  const parent = model.resources.get(resource.parent ?? '');
  const hasParent = parent !== undefined && withEffect(parent, 'create').length > 0;
  const [removeParent] = parent && hasParent ? withEffect(parent, 'delete').filter(isItem) : [];
  const used = { create, read, list, change, replace, remove, removeParent, hasParent };
  const [thing = 'thing'] = resource.names;
  return written(thing, used).flatMap(([act, name, reason, after]) => {
    const operation = operationOf(act, used);
    const testCase = operation && caseOf(operation, act, name, reason);
    return testCase ? [{ act, ...(after && { after }), testCase }] : [];
  });
}

/** The steps in their order; those that the description has no operation for are left out later. */
const written = (thing: string, used: Used): readonly Written[] => [
  // the second one is the neighbour before the first one
  ['create-another', 'create-another', `it makes a ${thing}`],
  ['create', 'create', `it makes another ${thing}`],
  ['read', 'created', `it reads a ${thing} that was made before`, 'creation'],
  ['read-other', 'another-created', `it reads another ${thing} that was made before`, 'creation'],
  ['list', 'listed', `it lists a ${thing} that was made before`, 'creation'],
  ['list-one', 'limited', 'it asks for one element, and there are two'],
  ['list-next', 'next', 'it asks for the element behind the first one'],
  ['list-filtered', 'filtered', `it asks for each ${thing} with one value`],
  ...changing(thing, used),
  ['create-refused', 'create-refused', `it would make a ${thing}, but breaks a rule`],
  [
    'list',
    'listed-after-refusal',
    `it lists each ${thing} after a creation that was refused`,
    'refusal',
  ],
  ['create-same', 'create-same', `it makes a ${thing} like one that is there`],
  ['read-unknown', 'unknown', `it asks for a ${thing} that was never made`],
  ['change-unknown', 'change-unknown', `it changes a ${thing} that was never made`],
  ['replace-unknown', 'replace-unknown', `it replaces a ${thing} that was never made`],
  ['delete-unknown', 'delete-unknown', `it deletes a ${thing} that was never made`],
  ['read', 'kept', `it reads a ${thing} after requests about others`, 'refusal'],
  ...(used.hasParent ? nested(thing) : []),
  ...asOther(thing, used),
  ...asStranger(thing),
  ...deleting(thing),
];

const changing = (thing: string, { change, replace, list }: Used): readonly Written[] => [
  ...(change
    ? ([
        ['change', 'change', `it changes one value of a ${thing}`],
        ['read', 'changed', `it reads a ${thing} that was changed`, 'change'],
        [
          'read-other',
          'another-unchanged',
          `it reads a ${thing} beside one that was changed`,
          'change',
        ],
        ...(list
          ? ([
              ['list', 'listed-changed', `it lists a ${thing} that was changed`, 'change'],
            ] as const)
          : []),
        ['change-again', 'change-again', `it gives a ${thing} a long text`],
        ['read', 'changed-again', `it reads a ${thing} that was changed again`, 'change'],
        ['change-refused', 'change-refused', `it would change a ${thing}, but breaks a rule`],
        ['read', 'unchanged', `it reads a ${thing} after a change that was refused`, 'refusal'],
      ] as const)
    : []),
  ...(replace
    ? ([
        ['replace', 'replace', `it replaces a ${thing}`],
        ['read', 'replaced', `it reads a ${thing} that was replaced`, 'change'],
        [
          'read-other',
          'another-kept',
          `it reads a ${thing} beside one that was replaced`,
          'change',
        ],
        ['replace-refused', 'replace-refused', `it would replace a ${thing}, but breaks a rule`],
        [
          'read',
          'not-replaced',
          `it reads a ${thing} after a replacement that was refused`,
          'refusal',
        ],
      ] as const)
    : []),
];

const nested = (thing: string): readonly Written[] => [
  ['read-elsewhere', 'elsewhere', `it asks for a ${thing} below another parent`],
  ['list-unknown', 'list-unknown', `it lists each ${thing} below a parent that was never made`],
  ['create-elsewhere', 'create-elsewhere', `it makes a ${thing} below another parent`],
  ['delete-parent', 'delete-parent', `it deletes what a ${thing} lies below`],
  ['read-orphan', 'orphan', `it reads a ${thing} below what was deleted`],
];

const asOther = (thing: string, { change, replace, remove }: Used): readonly Written[] => [
  ['read-as-other', 'as-other-user', `it asks for a ${thing} of another user`],
  ['list-as-other', 'listed-as-other-user', `it lists each ${thing} as another user`],
  ...(change
    ? ([
        ['change-as-other', 'change-as-other-user', `it changes a ${thing} of another user`],
      ] as const)
    : []),
  ...(replace
    ? ([
        ['replace-as-other', 'replace-as-other-user', `it replaces a ${thing} of another user`],
      ] as const)
    : []),
  ...(remove
    ? ([
        ['delete-as-other', 'delete-as-other-user', `it deletes a ${thing} of another user`],
      ] as const)
    : []),
];

const asStranger = (thing: string): readonly Written[] => [
  ['change-as-stranger', 'change-as-stranger', `it changes a ${thing} without credentials`],
  ['replace-as-stranger', 'replace-as-stranger', `it replaces a ${thing} without credentials`],
  ['delete-as-stranger', 'delete-as-stranger', `it deletes a ${thing} without credentials`],
  [
    'read',
    'kept-from-strangers',
    `it reads a ${thing} after requests without credentials`,
    'refusal',
  ],
];

const deleting = (thing: string): readonly Written[] => [
  ['delete', 'delete', `it deletes a ${thing} that was made before`],
  ['read', 'deleted', `it reads a ${thing} that was deleted`, 'deletion'],
  ['read-other', 'another-left', `it reads a ${thing} beside one that was deleted`, 'deletion'],
  ['list', 'unlisted', `it lists what is left after a ${thing} was deleted`, 'deletion'],
  ['delete-again', 'delete-again', `it deletes a ${thing} that is gone`],
  ['create-anew', 'create-anew', `it makes a ${thing} after one was deleted`],
];

/** The operation of a step, where the description has one that can do it. */
function operationOf(act: Act, used: Used): Operation | undefined {
  const special = specials[act];
  if (special) return special(used);
  if (act.endsWith('-as-stranger') && used.create.security.length === 0) return undefined;
  const { create, read, list, change, replace, remove } = used;
  const kinds = { create, read, list, change, replace, delete: remove };
  return kinds[act.split('-')[0] as keyof typeof kinds];
}

/** The steps that need more than an operation of their kind. */
const specials: { readonly [act in Act]?: (used: Used) => Operation | undefined } = {
  'create-refused': ({ create, list }) =>
    create.requestBody && documentsRefusals(create) && list ? create : undefined,
  'create-elsewhere': ({ create, read, removeParent }) => read && removeParent && create,
  'delete-parent': ({ read, removeParent }) => read && removeParent,
  'read-orphan': ({ read, removeParent }) => removeParent && read,
  'list-one': ({ list }) => (list && limitOf(list) ? list : undefined),
  'list-next': ({ list }) => (list && limitOf(list) && pageOf(list) ? list : undefined),
  'list-filtered': ({ list }) => (list && filtersOf(list).length > 0 ? list : undefined),
};

/** The query parameter that says how many elements a list may have at most. */
export const limitOf = ({ parameters }: Operation) =>
  parameters.find(
    ({ in: place, name, schema }) =>
      place === 'query' &&
      /^(?:limit|per_?page|page_?size|size|take|count|max_?results|first|\$top|page\[size\])$/i.test(
        name,
      ) &&
      schema
        .alternatives()
        .some(({ types }) => types.includes('integer') || types.includes('number')) &&
      schema.validate(1).length === 0,
  );

/** The query parameter that says where a page of a list begins, and its value for the second element. */
export function pageOf({ parameters }: Operation) {
  const found = parameters.find(
    ({ in: place, name, schema }) =>
      place === 'query' &&
      /^(?:offset|skip|start|from|page|page_?number|page\[number\]|page\[offset\]|\$skip)$/i.test(
        name,
      ) &&
      schema
        .alternatives()
        .some(({ types }) => types.includes('integer') || types.includes('number')) &&
      schema.validate(2).length === 0,
  );
  return (
    found && {
      name: found.name,
      second: /page/i.test(found.name) && !/offset/i.test(found.name) ? 2 : 1,
    }
  );
}

/** Names of query parameters that do not select by a value. */
const selecting =
  /^(?:q|query|search|sort|order|fields|include|expand|filter|cursor|after|before|locale|lang)/i;

/** The query parameters that may select things by the value of a member: texts of the same name. */
export const filtersOf = ({ parameters }: Operation): readonly string[] =>
  parameters.flatMap(({ in: place, name, schema }) =>
    place === 'query' &&
    !selecting.test(name) &&
    schema.alternatives().some(({ types }) => types.includes('string'))
      ? [name]
      : [],
  );

/** Steps that a server may answer in several right ways. */
const isOpen = (act: Act): boolean =>
  /-(?:refused|unknown|elsewhere|orphan|as-other|as-stranger|again|same)$/.test(act) &&
  act !== 'change-again' &&
  act !== 'create-elsewhere';

function caseOf(operation: Operation, act: Act, name: string, reason: string): Case {
  return {
    id: `${operation.id}/state/${name}`,
    generator: 'state',
    origin: 'sequence',
    operation,
    intent: isOpen(act) || name === 'deleted' ? 'unspecified' : 'valid',
    rule: { in: 'body', pointer: '', keyword: 'state' },
    variation: name,
    reason,
    request: plainRequest(operation),
  };
}
