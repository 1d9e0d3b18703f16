import { expect, test } from 'vitest';
import { statefulAnswers } from '../../bench/mock-stateful-answers.ts';
import { contractOf } from '../../../conformance/corpus/stateful/judge.ts';
import { createStore } from './store.ts';
import { loadedFrom, toDoDescription } from './testing.ts';

test('every answer to random requests is valid, and the things stay few', () => {
  const contracts = [contractOf('flat'), contractOf('nested'), loadedFrom(toDoDescription)];
  const store = createStore({ things: 100, characters: 100_000 });
  const { statuses, invalid } = statefulAnswers(contracts, 4000, store);
  expect(invalid).toEqual([]);
  for (const status of [200, 201, 204, 400, 404]) expect(statuses.get(status)).toBeGreaterThan(50);
  expect(store.all().length).toBeLessThanOrEqual(100);
  expect(store.forgotten()).toBeGreaterThan(100);
});
