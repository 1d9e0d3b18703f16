import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parse } from 'yaml';
import { loadContract } from '../core/contract/load.ts';
import { foreignDescriptions } from './foreign-descriptions.ts';
import { planOperation } from '../plan/plan.ts';

const methods = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];

/** Counts the operations without the loader. */
function operationsIn(file: string): number {
  const { paths } = parse(readFileSync(file, 'utf8'), { maxAliasCount: -1 }) as {
    paths: { [path: string]: object };
  };
  return Object.values(paths).flatMap((item) =>
    Object.keys(item).filter((member) => methods.includes(member)),
  ).length;
}

for (const { name, file, operations, why } of foreignDescriptions) {
  test(`${name} is planned: ${operations} operations, ${why}`, { timeout: 180_000 }, () => {
    expect(operationsIn(file)).toBe(operations);
    const contract = loadContract(name, file);
    const named = contract.unsupported.map(({ reason }) => reason);
    const unplanned: string[] = [...named];
    for (const operation of contract.operations) {
      const plan = planOperation(operation, {});
      if ('unusable' in plan) unplanned.push(plan.unusable);
      // an operation without a case has a reason
      else if (plan.cases.length === 0)
        expect(
          plan.discarded.map(({ reason }) => reason),
          operation.id,
        ).toContainEqual(expect.stringMatching(/\S/));
      else
        expect(new Set(plan.cases.map(({ id }) => id)).size, operation.id).toBe(plan.cases.length);
    }
    // no operation is dropped silently; a planned one may also report an unsupported media type
    expect(contract.operations.length + named.length).toBeGreaterThanOrEqual(operations);
    for (const reason of unplanned) expect(reason).toMatch(/^.+: \S/s);
  });
}
