import type { Contract } from '../core/contract/model.ts';
import { print } from '../core/print.ts';
import { explained, graphOf } from '../core/resources/explain.ts';
import { resourcesOf } from '../core/resources/infer.ts';

/** Prints the resources of each description, and gives the exit code. */
export function printResources(contracts: readonly Contract[]): number {
  for (const contract of contracts) {
    const model = resourcesOf(contract);
    print(`${contract.api}: ${contract.title}`);
    for (const line of [...explained(model), '', ...graphOf(model), '']) print(line);
  }
  return 0;
}
