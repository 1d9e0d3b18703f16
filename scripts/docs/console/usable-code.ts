import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { schemaCode } from '../../generate/artifacts/schema-code.ts';

type Code = ReturnType<typeof schemaCode>;

/**
 * The code of all schemas that can be compiled. An operation with one that can't be is left out: its answers
 * are shown and not judged.
 */
export function usableCode(contract: Contract): Code {
  const whole = codeOf(contract);
  if (whole) return whole;
  const usable = usableAmong(contract, mockedOperations(contract));
  return codeOf(only(contract, usable)) ?? { operations: [], code: '', imports: [] };
}

/** Halves a list until each part is right or has one operation: few are wrong. */
function usableAmong(contract: Contract, operations: readonly Operation[]): readonly Operation[] {
  if (operations.length === 0 || codeOf(only(contract, operations))) return operations;
  if (operations.length === 1) return [];
  const middle = operations.length >> 1;
  return [operations.slice(0, middle), operations.slice(middle)].flatMap((half) =>
    usableAmong(contract, half),
  );
}

const only = (contract: Contract, operations: readonly Operation[]): Contract => ({
  ...contract,
  operations,
  unmade: [],
});

function codeOf(contract: Contract): Code | undefined {
  try {
    return schemaCode(contract);
  } catch (error) {
    if (error instanceof UserError) return undefined;
    throw error;
  }
}
