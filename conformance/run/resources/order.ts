import type { Operation } from '../../core/contract/model.ts';
import { byPath } from '../../core/resources/infer.ts';
import type { Effect, ResourceModel } from '../../core/resources/model.ts';
import { isSwitch } from '../../core/resources/switches.ts';

/** Reads come before writes, and what nothing is left of comes last. */
const order: readonly Effect[] = [
  'list',
  'read',
  'create',
  'change',
  'replace',
  'action',
  'delete',
];

/** The parts of a run: what only uses things, what deletes them, what is for the whole server. */
export type Stage = 'use' | 'delete' | 'whole server';

/** The stages behind the first one, in their order. */
export const laterStages: readonly Stage[] = ['delete', 'whole server'];

/** The stage that an operation belongs to. */
export function stageOf(model: ResourceModel, operation: Operation): Stage {
  if (isWholeServer(model, operation)) return 'whole server';
  return model.roles.get(operation.id)?.effect === 'delete' ? 'delete' : 'use';
}

/**
 * Operations in the order of their effects, whatever the order of the document: reads, creations,
 * changes, deletions, then what is written for the whole server.
 */
export function byEffect(model: ResourceModel, operations: readonly Operation[]): Operation[] {
  const ranks = new Map(operations.map((operation) => [operation, rankOf(model, operation)]));
  return operations.toSorted((one, other) => {
    const [mine, its] = [ranks.get(one)!, ranks.get(other)!];
    const at = mine.findIndex((number, index) => number !== its[index]);
    return at < 0 ? byPath(one, other) : mine[at]! - its[at]!;
  });
}

function rankOf(model: ResourceModel, operation: Operation): readonly number[] {
  const { effect = 'action' } = model.roles.get(operation.id) ?? {};
  const depth = operation.path.match(/\{/g)?.length ?? 0;
  const isOfServer = isWholeServer(model, operation);
  // what is deeper is made later, and deleted sooner
  return [
    isOfServer && isSwitch(operation) ? 2 : isOfServer ? 1 : 0,
    order.indexOf(effect),
    effect === 'delete' ? -depth : depth,
  ];
}

/** Whether an operation writes what the whole server has only once. */
export function isWholeServer({ roles }: ResourceModel, { id, path }: Operation): boolean {
  const { effect = 'read' } = roles.get(id) ?? {};
  return effect === 'set' || (!path.includes('{') && (effect === 'action' || effect === 'delete'));
}
