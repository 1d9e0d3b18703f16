import { expect, test } from 'vitest';
import { tellUnknown } from './notes.ts';
import { loadedFrom, toDoDescription } from './testing.ts';

test('the start tells the parameters of lists that are not understood', async () => {
  const told: string[] = [];
  await tellUnknown([loadedFrom(toDoDescription)], 1, {
    tell: (note) => told.push(note),
    limit: 60_000,
  });
  expect(told).toEqual([
    'listToDos: the mock does not understand "expand", so that its list is the same with and without it',
  ]);
});
