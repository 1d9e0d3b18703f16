import { describe, expect, it } from 'vitest';
import type { Json } from '../json.ts';
import { areUnique } from './unique-items.ts';

describe('unique elements', () => {
  it.each<[readonly Json[]]>([
    [[]],
    [[1, '1', '"1', true, 'true', null, 'null']],
    [[{}, [], '{}', '[]', '{"members":[]}', { members: [] }]],
    [[{ a: 1 }, { a: '1' }, { b: 1 }, [['a', 1]], [{ a: 1 }]]],
    [[{ a: { b: [1, 2] } }, { a: { b: [2, 1] } }]],
    [Array.from({ length: 100_000 }, (_, index) => ({ index }))],
  ])('case %#', (items) => expect(areUnique(items)).toBe(true));
});

describe('equal elements', () => {
  it.each<[readonly Json[]]>([
    [[1, 1.0]],
    [[0, -0]],
    [['a', 'b', 'a']],
    [
      [
        { a: 1, b: [{ c: 1, d: 2 }] },
        { b: [{ d: 2, c: 1 }], a: 1 },
      ],
    ],
    [[JSON.parse('{"__proto__":1}') as Json, JSON.parse('{"__proto__":1}') as Json]],
  ])('case %#', (items) => expect(areUnique(items)).toBe(false));
});
