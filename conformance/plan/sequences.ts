import type { Operation } from '../core/contract/model.ts';
import { documentsRefusals } from '../core/contract/responses.ts';
import { plainRequest } from '../core/instances/plain-request.ts';
import { withEffect, type Resource, type ResourceModel } from '../core/resources/model.ts';
import type { Case } from '../generators/case.ts';

/** What a step of a sequence does, and to which of its things. */
export type Act =
  | 'create'
  | 'create-another'
  | 'read'
  | 'read-other'
  | 'list'
  | 'list-one'
  | 'change'
  | 'replace'
  | 'change-again'
  | 'change-refused'
  | 'create-refused'
  | 'read-unknown'
  | 'read-elsewhere'
  | 'read-as-other'
  | 'delete'
  | 'delete-again'
  | 'create-anew';

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
    const steps = stepsOf(resource, model).filter(({ act }) => hasOther || act !== 'read-as-other');
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
};

function stepsOf(resource: Resource, model: ResourceModel): readonly SequenceStep[] {
  const isItem = ({ path }: Operation) => path.endsWith('}');
  const [create] = withEffect(resource, 'create');
  const [read] = withEffect(resource, 'read').filter(isItem);
  const [list] = withEffect(resource, 'list');
  if (!create || !(read || list) || resource.parameters.length !== 1) return [];
  const changes = withEffect(resource, 'change').filter((one) => isItem(one) && one.requestBody);
  const [replace] = withEffect(resource, 'replace').filter((one) => isItem(one) && one.requestBody);
  const [remove] = withEffect(resource, 'delete').filter(isItem);
  const parent = model.resources.get(resource.parent ?? '');
  const canElsewhere = parent !== undefined && withEffect(parent, 'create').length > 0;
  const used = { create, read, list, change: changes[0], replace, remove };
  const [thing = 'thing'] = resource.names;
  return written(used, { thing, canElsewhere }).flatMap(([act, name, reason, after]) => {
    const operation = operationOf(act, used);
    return operation
      ? [{ act, ...(after && { after }), testCase: caseOf(operation, act, name, reason) }]
      : [];
  });
}

/** The steps in their order: what is left out is what the description has no operation for. */
function written(
  { change, replace, remove, read }: Used,
  { thing, canElsewhere }: { readonly thing: string; readonly canElsewhere: boolean },
): readonly Written[] {
  return [
    ['create', 'create', `it makes a ${thing}`],
    ['create-another', 'create-another', `it makes another ${thing}`],
    ['read', 'created', `it reads a ${thing} that was made before`, 'creation'],
    ['read-other', 'another-created', `it reads another ${thing} that was made before`, 'creation'],
    ['list', 'listed', `it lists a ${thing} that was made before`, 'creation'],
    ['list-one', 'limited', 'it asks for one element, and there are two'],
    ...((change ?? replace) ? changing(thing, change, replace) : []),
    ['create-refused', 'create-refused', `it would make a ${thing}, but breaks a rule`],
    ['read-unknown', 'unknown', `it asks for a ${thing} that was never made`],
    ...(canElsewhere
      ? ([['read-elsewhere', 'elsewhere', `it asks for a ${thing} below another parent`]] as const)
      : []),
    ['read-as-other', 'as-other-user', `it asks for a ${thing} of another user`],
    ...(remove ? deleting(thing, read) : []),
  ];
}

const changing = (
  thing: string,
  change: Operation | undefined,
  replace: Operation | undefined,
): readonly Written[] => [
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
        ['change-again', 'change-again', `it changes a ${thing} once more`],
        ['read', 'changed-again', `it reads a ${thing} that was changed again`, 'change'],
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
      ] as const)
    : []),
  ['change-refused', 'change-refused', `it would change a ${thing}, but breaks a rule`],
  ['read', 'unchanged', `it reads a ${thing} after a change that was refused`, 'refusal'],
];

const deleting = (thing: string, read: Operation | undefined): readonly Written[] => [
  ['delete', 'delete', `it deletes a ${thing} that was made before`],
  ...(read
    ? ([
        ['read', 'deleted', `it reads a ${thing} that was deleted`, 'deletion'],
        [
          'read-other',
          'another-left',
          `it reads a ${thing} beside one that was deleted`,
          'deletion',
        ],
      ] as const)
    : []),
  ['list', 'unlisted', `it lists what is left after a ${thing} was deleted`, 'deletion'],
  ['delete-again', 'delete-again', `it deletes a ${thing} that is gone`],
  ['create-anew', 'create-anew', `it makes a ${thing} after one was deleted`],
];

function operationOf(act: Act, used: Used): Operation | undefined {
  const { create, read, list, change, replace, remove } = used;
  switch (act) {
    case 'create':
    case 'create-another':
    case 'create-anew':
      return create;
    case 'create-refused':
      return create.requestBody && documentsRefusals(create) && list ? create : undefined;
    case 'list':
      return list;
    case 'list-one':
      return list && limitOf(list) ? list : undefined;
    case 'change':
    case 'change-again':
      return change;
    case 'replace':
      return replace;
    case 'change-refused':
      return read ? (change ?? replace) : undefined;
    case 'delete':
    case 'delete-again':
      return remove;
    default:
      return read;
  }
}

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

/** What a case may do: a request that is refused, or about nothing, is right in several ways. */
const open: readonly Act[] = [
  'change-refused',
  'create-refused',
  'read-unknown',
  'read-elsewhere',
  'read-as-other',
  'delete-again',
];

function caseOf(operation: Operation, act: Act, name: string, reason: string): Case {
  return {
    id: `${operation.id}/state/${name}`,
    generator: 'state',
    origin: 'sequence',
    operation,
    intent: open.includes(act) || name === 'deleted' ? 'unspecified' : 'valid',
    rule: { in: 'body', pointer: '', keyword: 'state' },
    variation: name,
    reason,
    request: plainRequest(operation),
  };
}
