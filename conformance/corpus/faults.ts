import type { DescriptionSpec, OperationSpec } from './contract-server/description.ts';
import type { Fault } from './contract-server/fault.ts';
import { accepts } from './faults/accepts.ts';
import { answers } from './faults/answers.ts';
import { crashes } from './faults/crashes.ts';
import { refuses } from './faults/refuses.ts';
import { waivers } from './faults/waivers.ts';

/**
 * The generators of faults, one for each class. What an answer may break is tried once for each
 * schema of answers, whichever operations share it.
 */
const generators: readonly ((
  operation: OperationSpec,
  corrupted: Set<string>,
) => Iterable<Fault>)[] = [accepts, refuses, answers, crashes];

/** Every fault of a description, those that are waived included. */
export function allFaultsOf({ operations }: DescriptionSpec): readonly Fault[] {
  const corrupted = new Set<string>();
  return operations.flatMap((operation) =>
    generators.flatMap((generate) => [...generate(operation, corrupted)]),
  );
}

/** Every fault of a description that a runner must find. */
export const faultsOf = (description: DescriptionSpec): readonly Fault[] =>
  allFaultsOf(description).filter(({ id }) => !waivers.has(id));
