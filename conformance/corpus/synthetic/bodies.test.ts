import { expect, test } from 'vitest';
import { ask, json, useServer } from './testing.ts';

useServer();

/**
 * The values that each operation accepts and refuses, member by member, each beside the required
 * ones.
 */
const bodies: {
  readonly [path: string]: {
    readonly base: object;
    readonly accepts: { readonly [member: string]: readonly unknown[] };
    readonly refuses: { readonly [member: string]: readonly unknown[] };
  };
} = {
  '/numbers': {
    base: { label: 'l', whole: 1 },
    accepts: {
      whole: [1, 100],
      even: [2, 20],
      step: [-0.5, 3],
      open: [0.1, 9.9],
      flag: [false],
      nothing: [null],
      ratio: [null, 0.1],
      level: [3],
      version: [2],
      idOrName: [1, 'ab'],
      extra: [1],
    },
    refuses: {
      whole: [0, 101, 1.5, '1', null],
      even: [3, 0, 22],
      step: [0.25],
      open: [0, 10],
      flag: [0, 'true'],
      nothing: [0],
      ratio: ['1'],
      level: [4, '1'],
      version: [3],
      idOrName: [0, 'a', null],
    },
  },
  '/texts': {
    base: { label: 'l' },
    accepts: {
      label: ['\u{1f600}'.repeat(40)],
      short: ['ab', 'abcde', '\u{1f600}'.repeat(5)],
      code: ['XYZ-00'],
      digit: ['x1x'],
      colour: ['red'],
      kind: ['text'],
      free: [''],
      note: [null, '0123456789'],
    },
    refuses: {
      label: ['', 'x'.repeat(41)],
      short: ['a', '\u{1f600}', 'abcdef'],
      code: ['XYZ-00\n', 'aXYZ-00', 'xyz-00'],
      digit: ['x'],
      colour: ['RED', ' red'],
      kind: ['other'],
      free: [1],
      note: ['0123456789a'],
    },
  },
  '/formats': {
    base: { label: 'l' },
    accepts: {
      moment: ['2024-02-29T23:59:59.123456789+05:30', '2024-02-29t12:00:00z'],
      day: ['2024-02-29'],
      hour: ['23:59:59.5Z'],
      key: ['9B2E7F04-1C3D-4E5F-8A6B-7C8D9E0F1A2B'],
      link: ['urn:a:b'],
      mail: ['a.b+c@example.com'],
      four: ['0.0.0.0'],
      six: ['::1'],
      host: ['a-b.c'],
      data: ['', 'AQID', 'AQI='],
    },
    refuses: {
      moment: ['2024-02-30T12:00:00Z', '2024-02-29 12:00:00Z', '2024-02-29T12:00:00'],
      day: ['2024-02-30', '24-02-29'],
      hour: ['24:00:00Z', '12:00:00'],
      key: ['9b2e7f041c3d4e5f8a6b7c8d9e0f1a2b'],
      link: ['/a'],
      mail: ['a@'],
      four: ['1.2.3', '1.2.3.256', '01.2.3.4'],
      six: ['1::2::3'],
      host: ['-a'],
      data: ['AQI', 'A!==', 'AQID\n'],
    },
  },
  '/arrays': {
    base: { label: 'l' },
    accepts: {
      list: [['ab'], ['ab', 'cd', 'ef']],
      free: [[]],
      pair: [['a', 1]],
      row: [[], ['a'], ['a', 1, true, false]],
      unique: [[]],
      uniqueObjects: [[{ a: 1 }, { a: 2 }]],
      marked: [['main']],
      counted: [
        ['main', 'main'],
        ['main', 'main', 'main', 'x'],
      ],
      sealed: [[], ['a']],
      rest: [['a', 1, 2]],
      table: [[[]], [[1, 2, 3, 4]]],
    },
    refuses: {
      list: [[], ['a'], ['ab', 'c'], ['ab', 'cd', 'ef', 'gh']],
      free: [[1, 'a']],
      pair: [['a'], [1, 1], ['a', 'b'], ['a', 1, 2]],
      row: [['a', 1, 2]],
      unique: [[1, 1]],
      uniqueObjects: [
        [
          { a: 1, b: 2 },
          { b: 2, a: 1 },
        ],
      ],
      marked: [[], ['x']],
      counted: [['main'], ['main', 'main', 'main', 'main']],
      sealed: [['a', 1], [1]],
      rest: [['a', 'b']],
      table: [[[1, 2, 3, 4, 5]], [['a']]],
    },
  },
  '/objects': {
    base: { label: 'l', account: { name: 'ada', password: 'four' } },
    accepts: {
      account: [{ name: 'ada', password: 'four', more: 1 }],
      closed: [{ name: '' }],
      counts: [{ a: 1 }, { a: 1, b: 2, c: 3 }],
      codes: [{}, { 'x-1': '' }],
      words: [{}, { abc: null }],
      address: [{ street: '', place: { city: '' } }],
      payment: [{}, { expiry: '' }],
      delivery: [{}, { phone: '1' }, { express: false, phone: '123' }],
      sealed: [{ a: '', b: 1 }],
      rest: [{ a: '', x: 1 }],
    },
    refuses: {
      account: [{ name: 'ada' }, { password: 'four' }, { name: '', password: 'four' }],
      closed: [{}, { name: '', x: 1 }],
      counts: [{}, { a: 'x' }, { a: 1, b: 2, c: 3, d: 4 }],
      codes: [{ 'x-1': 1 }, { y: '' }],
      words: [{ Abc: 1 }],
      address: [{ street: '' }, { street: '', place: {} }],
      payment: [{ card: '' }],
      delivery: [{ express: true }, { express: true, phone: '12' }],
      sealed: [{ x: 1 }, { a: 1 }, { b: '' }],
      rest: [{ x: '' }],
    },
  },
  '/branches': {
    base: { label: 'l' },
    accepts: {
      pet: [{ kind: 'cat', lives: 1 }, { kind: 'dog' }],
      contact: ['a@b.c', { phone: '123' }],
      amount: [3, 5],
      discount: [
        { kind: 'percent', value: 0 },
        { kind: 'fixed', value: 101 },
      ],
      combined: ['abc'],
      word: [''],
      maybe: [null, 1],
    },
    refuses: {
      pet: [{ kind: 'cat' }, { kind: 'cow' }, { kind: 'dog', tricks: ['a', 'b', 'c'] }, {}],
      contact: ['a', {}, { phone: '12' }],
      amount: [15, 4],
      discount: [{ kind: 'percent', value: 101 }, { kind: 'fixed', value: 0 }, { kind: 'fixed' }],
      combined: ['ab', 'abcdefg', 1],
      word: ['root'],
      maybe: [0, 'x'],
    },
  },
  '/trees': {
    base: { label: 'l' },
    accepts: {
      size: ['s'],
      root: [{ name: 'a' }, { name: 'a', children: [{ name: 'b', children: [{ name: 'c' }] }] }],
    },
    refuses: {
      size: ['xl'],
      root: [
        {},
        { name: 'a', children: [{ name: 'b', children: [{ name: '' }] }] },
        { name: 'a', children: [{}] },
      ],
    },
  },
};

for (const [path, { base, accepts, refuses }] of Object.entries(bodies)) {
  const tries = (members: { readonly [member: string]: readonly unknown[] }) =>
    Object.entries(members).flatMap(([member, values]) =>
      values.map((value) => ({ ...base, [member]: value })),
    );
  test.each(tries(accepts))(`${path} accepts %j`, async (body) =>
    expect((await ask(path, json(body))).status).toBe(200),
  );
  test.each(tries(refuses))(`${path} refuses %j`, async (body) =>
    expect((await ask(path, json(body))).status).toBe(400),
  );
  test(`${path} requires its required members`, async () => {
    for (const name of Object.keys(base))
      expect((await ask(path, json({ ...base, [name]: undefined }))).status).toBe(400);
  });
}
