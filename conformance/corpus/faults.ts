import type { DescriptionSpec, OperationSpec } from './contract-server/description.ts';
import type { Fault } from './contract-server/fault.ts';
import { accepts } from './faults/accepts.ts';
import { answers } from './faults/answers.ts';
import { crashes } from './faults/crashes.ts';
import * as families from './faults/families/index.ts';
import { refuses } from './faults/refuses.ts';

/** Generated faults that no request can reveal: the id of each, and the reason. */
export const waivers: ReadonlyMap<string, string> = new Map([
  ['checkText/answers/echo/label/ascii', 'The pattern of the echoed value allows ASCII only.'],
  ['keepEntry/answers/echo/name/ascii', 'The pattern of the echoed value allows ASCII only.'],
]);

/**
 * The generators of faults, one for each class. A response schema that operations share is broken
 * once.
 */
const generators: readonly ((
  operation: OperationSpec,
  corrupted: Set<string>,
) => Iterable<Fault>)[] = [accepts, refuses, answers, crashes, ...Object.values(families)];

/** Every fault of a description, including waived ones. */
export function allFaultsOf({ operations }: DescriptionSpec): readonly Fault[] {
  const corrupted = new Set<string>();
  return operations.flatMap((operation) =>
    generators.flatMap((generate) => [...generate(operation, corrupted)]),
  );
}

/** Every fault of a description that the runner must detect. */
export const faultsOf = (description: DescriptionSpec): readonly Fault[] =>
  allFaultsOf(description).filter(({ id }) => !waivers.has(id));
