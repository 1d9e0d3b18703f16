import * as fc from 'fast-check';
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

test('a row has what was put and not removed, in order, wherever that is', () => {
  const step = fc.record({ serial: fc.integer({ min: 0, max: 60 }), isAdded: fc.boolean() });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 200 }), (steps) => {
      const row = createRow<{ readonly serial: number; readonly turn: number }>();
      const expected = new Map<number, { readonly serial: number; readonly turn: number }>();
      for (const [turn, { serial, isAdded }] of steps.entries())
        if (isAdded) {
          row.put({ serial, turn });
          expected.set(serial, { serial, turn });
        } else {
          row.remove({ serial, turn });
          expected.delete(serial);
        }
      const sorted = [...expected.values()].toSorted((one, other) => one.serial - other.serial);
      expect(row.all()).toEqual(sorted);
      expect(row.length).toBe(sorted.length);
      expect(row.slice(1, 4)).toEqual(sorted.slice(1, 4));
    }),
  );
});
