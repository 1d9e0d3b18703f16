import { randomOf } from '../../../scripts/mock/respond/random.ts';
import type { Contract, Operation } from '../../core/contract/model.ts';
import { resourcesOf } from '../../core/resources/infer.ts';
import { shapeOf } from '../../core/resources/path-families.ts';

/**
 * The ids of some operations of a large description, always the same ones for a seed: all operations of
 * some resources, so that their things can be made, changed and deleted. All operations, if there are no
 * more than `most`.
 */
export function wholeResources(
  contract: Contract,
  most: number,
  seed = 'whole resources',
): readonly string[] {
  const { operations } = contract;
  if (operations.length <= most) return operations.map(({ id }) => id);
  const { subjects, named } = resourcesOf(contract);
  const resourceOf = ({ id, path }: Operation) =>
    (subjects.get(id) ?? named.get(id)?.[0])?.path ?? shapeOf(path);
  const random = randomOf(seed);
  const groups = [...Map.groupBy(operations, resourceOf).values()]
    .map((group) => ({ group, position: random() }))
    .toSorted((one, other) => one.position - other.position);
  const chosen: string[] = [];
  for (const { group } of groups)
    if (chosen.length + group.length <= most) chosen.push(...group.map(({ id }) => id));
  return chosen;
}
