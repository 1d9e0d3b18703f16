import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import { untestedIn, unmadeIn } from '../../../conformance/core/contract/supported.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { contractRule } from '../contract-rule.ts';

/** What the loader leaves out, or reads otherwise than it is written. */
export const usable = contractRule(
  'usable',
  'The mock and the checks can use every part of the description as it is written.',
  function* (contract) {
    const limits = limitsOf(contract);
    for (const { source, reason } of contract.unsupported)
      if (!limits.has(reason)) yield { source, message: `This can't be used. ${sentence(reason)}` };
    for (const { source, reason } of contract.notes)
      yield { source, message: `This is not taken as it is written. ${sentence(reason)}` };
  },
);

/** What only the checks of this package can't do, such as bodies of images, is no fault of a description. */
const limitsOf = (contract: Contract): ReadonlySet<string> =>
  new Set(
    mockedOperations(contract).flatMap((operation) =>
      [unmadeIn(operation), ...untestedIn(operation).map(({ reason }) => reason)].map(
        (reason) => `${operation.id}: ${reason}`,
      ),
    ),
  );

const sentence = (reason: string): string => {
  const text = reason.charAt(0).toUpperCase() + reason.slice(1);
  // operations are named first, by their ids as they are written
  return `${/^[^ ]+(?: and \d+ more)?: /.test(reason) ? reason : text}${/[.!?]$/.test(reason) ? '' : '.'}`;
};
