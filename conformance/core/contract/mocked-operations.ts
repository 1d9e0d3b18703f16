import type { Contract, Operation } from './model.ts';

/** The operations that a mock can serve: also those whose requests the runner can't make. */
export const mockedOperations = ({ operations, unmade }: Contract): readonly Operation[] =>
  unmade.length > 0 ? [...operations, ...unmade] : operations;
