import { expect, test } from 'vitest';
import { nothingKept, openKept } from './kept.ts';

test('a part is made once, until its API is forgotten', () => {
  const { kept, forget } = openKept();
  let made = 0;
  const make = () => (made += 1);
  expect([kept('a', 'x', make), kept('a', 'x', make), kept('a', 'y', make)]).toEqual([1, 1, 2]);
  expect(kept('b', 'x', make)).toBe(3);
  forget('a');
  expect([kept('a', 'x', make), kept('b', 'x', make)]).toEqual([4, 3]);
  forget();
  expect(kept('b', 'x', make)).toBe(5);
});

test('what can not be made is not kept', () => {
  const { kept } = openKept();
  expect(() =>
    kept('a', 'x', () => {
      throw new Error('no');
    }),
  ).toThrow('no');
  expect(kept('a', 'x', () => 1)).toBe(1);
});

test('nothing is kept where no one asks for it', () => {
  let made = 0;
  const make = () => (made += 1);
  expect([nothingKept('a', 'x', make), nothingKept('a', 'x', make)]).toEqual([1, 2]);
});
