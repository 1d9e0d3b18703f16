import { expect, test } from 'vitest';
import { createRow } from './ordered.ts';

test('what was removed first is in no part of a row', () => {
  const row = createRow<{ readonly serial: number }>();
  const items = [1, 2, 3].map((serial) => ({ serial }));
  for (const item of items) row.put(item);
  row.remove(items[0]!);
  expect(row.slice(-1, 0)).toEqual([]);
  expect(row.slice(0, 9)).toEqual(items.slice(1));
});
