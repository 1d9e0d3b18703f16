import { expect, test } from 'vitest';
import { createRow } from './ordered.ts';

test('nothing is before the first item of a row, also where one was removed there', () => {
  const row = createRow<{ readonly serial: number }>();
  for (const serial of [1, 2, 3]) row.put({ serial });
  row.remove({ serial: 1 });
  expect(row.slice(-1, 0)).toEqual([]);
  expect(row.slice(0, 1)).toEqual([{ serial: 2 }]);
  expect(row.slice(1, 9)).toEqual([{ serial: 3 }]);
});
