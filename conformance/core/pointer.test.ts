import { expect, test } from 'vitest';
import type { Json } from './json.ts';
import {
  escapeToken,
  isObject,
  placesOf,
  pointerOf,
  tokensOf,
  valueAt,
  withoutValueAt,
  withValueAt,
} from './pointer.ts';

// the document of RFC 6901, section 5, and its evaluations
const rfc = {
  foo: ['bar', 'baz'],
  '': 0,
  'a/b': 1,
  'c%d': 2,
  'e^f': 3,
  'g|h': 4,
  'i\\j': 5,
  'k"l': 6,
  ' ': 7,
  'm~n': 8,
};
const evaluations: readonly { pointer: string; value: unknown; why: string }[] = [
  { pointer: '', value: rfc, why: 'the whole document' },
  { pointer: '/foo', value: ['bar', 'baz'], why: 'a member' },
  { pointer: '/foo/0', value: 'bar', why: 'an element' },
  { pointer: '/', value: 0, why: 'the member without a name' },
  { pointer: '/a~1b', value: 1, why: 'a slash in a name' },
  { pointer: '/c%d', value: 2, why: 'a percent sign is itself' },
  { pointer: '/ ', value: 7, why: 'a blank' },
  { pointer: '/m~0n', value: 8, why: 'a tilde in a name' },
  { pointer: '/foo/2', value: undefined, why: 'an element that is not there' },
  { pointer: '/foo/00', value: undefined, why: 'an index with a leading zero' },
  { pointer: '/foo/-', value: undefined, why: 'the element after the last' },
  { pointer: '/foo/length', value: undefined, why: 'no property of the language' },
  { pointer: '/toString', value: undefined, why: 'no inherited member' },
  { pointer: '/ /x', value: undefined, why: 'a place inside a number' },
];
for (const { pointer, value, why } of evaluations)
  test(`valueAt "${pointer}": ${why}`, () => expect(valueAt(rfc, pointer)).toEqual(value));

test('~01 is a tilde and a one, never a slash', () => expect(tokensOf('/~01')).toEqual(['~1']));

test('tokens survive being written and read', () => {
  for (const tokens of [[], [''], ['a/b', '~1', '~', '0'], ['ü', '😀', ' ']])
    expect(tokensOf(pointerOf(tokens))).toEqual(tokens);
  expect(pointerOf(['items', 0])).toBe('/items/0');
  expect(escapeToken('~/')).toBe('~0~1');
});

const replacements: readonly {
  root: Json | undefined;
  pointer: string;
  result: Json;
  why: string;
}[] = [
  { root: { a: 1 }, pointer: '', result: 'new', why: 'the root' },
  {
    root: { a: 1, b: 2 },
    pointer: '/a',
    result: { a: 'new', b: 2 },
    why: 'a member, in its place',
  },
  { root: {}, pointer: '/a/b', result: { a: { b: 'new' } }, why: 'objects on the way are made' },
  {
    root: { a: 7 },
    pointer: '/a/b',
    result: { a: { b: 'new' } },
    why: 'a value that is no object is replaced by one',
  },
  { root: undefined, pointer: '/a', result: { a: 'new' }, why: 'without a value' },
  { root: { a: [1, 2] }, pointer: '/a/1', result: { a: [1, 'new'] }, why: 'an element' },
  { root: [1], pointer: '/-', result: [1, 'new'], why: 'after the last element' },
];
for (const { root, pointer, result, why } of replacements) {
  test(`withValueAt "${pointer}": ${why}`, () => {
    const before = JSON.stringify(root);
    expect(withValueAt(root, pointer, 'new')).toEqual(result);
    expect(JSON.stringify(root)).toBe(before);
  });
}

const removals: readonly { root: Json; pointer: string; result: Json; why: string }[] = [
  { root: { a: 1, b: 2 }, pointer: '/a', result: { b: 2 }, why: 'a member' },
  {
    root: { a: { b: 1, c: 2 }, d: 3 },
    pointer: '/a/b',
    result: { a: { c: 2 }, d: 3 },
    why: 'a member of a member, order kept',
  },
  { root: [1, 2, 3], pointer: '/1', result: [1, 3], why: 'an element' },
  {
    root: [{ a: 1 }, { a: 2 }],
    pointer: '/1/a',
    result: [{ a: 1 }, {}],
    why: 'a member of an element',
  },
  { root: { a: 1 }, pointer: '/b', result: { a: 1 }, why: 'a missing member' },
  { root: 7, pointer: '/b', result: 7, why: 'a value without members' },
  { root: { a: 1 }, pointer: '', result: { a: 1 }, why: 'the root stays' },
];
for (const { root, pointer, result, why } of removals) {
  test(`withoutValueAt "${pointer}": ${why}`, () => {
    const before = JSON.stringify(root);
    expect(JSON.stringify(withoutValueAt(root, pointer))).toBe(JSON.stringify(result));
    expect(JSON.stringify(root)).toBe(before);
  });
}

const patterns: readonly {
  root: unknown;
  pattern: string;
  places: readonly string[];
  why: string;
}[] = [
  {
    root: {},
    pattern: '/a/b',
    places: ['/a/b'],
    why: 'a pointer without * stays as it is, with or without a value',
  },
  { root: { a: [1, 2] }, pattern: '/a/*', places: ['/a/0', '/a/1'], why: 'each element' },
  {
    root: [[{}], [{}, {}]],
    pattern: '/*/*/x',
    places: ['/0/0/x', '/1/0/x', '/1/1/x'],
    why: 'elements of elements',
  },
  { root: { a: [] }, pattern: '/a/*', places: [], why: 'no element' },
  { root: { a: { b: 1 } }, pattern: '/a/*', places: [], why: 'members are no elements' },
];
for (const { root, pattern, places, why } of patterns)
  test(`placesOf "${pattern}": ${why}`, () => expect(placesOf(root, pattern)).toEqual(places));

test('an object is neither null nor an array', () => {
  expect([{}, null, [], 'text', 1, undefined].map(isObject)).toEqual([
    true,
    false,
    false,
    false,
    false,
    false,
  ]);
});
