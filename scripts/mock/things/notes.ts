import { mockedOperations } from '../../../conformance/core/contract/mocked-operations.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { tellInTurns, type Telling } from '../../../conformance/core/tell-in-turns.ts';
import { worksOf } from './places.ts';
import { unknownOf } from './show.ts';

/**
 * What the mock does not understand of the lists of a description, for each operation. Looks for the next
 * one when it is asked for it.
 */
function* notesOn(contract: Contract, seed: number): Generator<string | undefined> {
  const workOf = worksOf(contract, seed);
  for (const operation of mockedOperations(contract)) {
    const work = workOf(operation);
    const isList = work?.effect === 'list' && work.isAbout && work.level.kind();
    const names = isList ? unknownOf(work) : [];
    yield names.length === 0
      ? undefined
      : `${operation.id}: the mock does not understand ${names.map((name) => `"${name}"`).join(', ')}, so that its list is the same with and without ${names.length === 1 ? 'it' : 'them'}`;
  }
}

/** Tells the parameters of lists that are not understood; other work goes on in between. */
export const tellUnknown = (contracts: readonly Contract[], seed: number, telling: Telling) =>
  tellInTurns(
    contracts.map((contract) => notesOn(contract, seed)),
    telling,
  );
