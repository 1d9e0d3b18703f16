import { expect, test } from 'vitest';
import { resourcesOf } from '../../core/resources/infer.ts';
import { contractOf } from '../stateful/judge.ts';
import { wholeResources } from './sample.ts';

const contract = contractOf('nested');
const all = contract.operations.map(({ id }) => id);

test('a small description is judged whole', () =>
  expect(wholeResources(contract, all.length)).toEqual(all));

test.each([5, 10])('of %i operations, those of a resource come together', (most) => {
  const chosen = wholeResources(contract, most);
  expect(chosen.length).toBeGreaterThan(2);
  expect(chosen.length).toBeLessThanOrEqual(most);
  for (const { roles } of resourcesOf(contract).resources.values()) {
    const own = roles.map(({ operation }) => operation.id);
    const those = own.filter((id) => chosen.includes(id));
    expect([[], own]).toContainEqual(those);
  }
  expect(wholeResources(contract, most)).toEqual(chosen);
  const others = ['a', 'b', 'c', 'd'].map((seed) => wholeResources(contract, most, seed));
  expect(others).not.toEqual([chosen, chosen, chosen, chosen]);
});
