import { expect, test } from 'vitest';
import type { MediaType } from '../contract/model.ts';
import { json } from './bodies/json.ts';
import { spelled } from './bodies/spelling.ts';

/** What JSON texts mean to the codec, and how it writes the same value in other characters. */

const mediaType = { name: 'application/json' } as MediaType;
const decode = (text: string | Uint8Array) =>
  json.decode(Buffer.from(text), 'application/json', mediaType);

const certain = [
  '{"a":1}',
  ' {\r\n\t"a" : [ 1.0 , 1e2 ] } ',
  '{"a":{"b":1},"c":{"b":1}}',
  '["a:b","a:b",":","{\\""]',
  '{"a":"\\ud83d\\ude00 \\u0061"}',
  '{"a":"\\\\u0000"}',
  '["__proto__","9007199254740993"]',
  '[19.99,0.30000000000000004,9007199254740991,1e21,0e5,-0]',
];
test.for(certain)('all readers agree about %s', (text) => {
  expect(decode(text)).toEqual({ value: JSON.parse(text) });
});

const doubtful = [
  ['{"a":1,"a":2}', 'must name each member of an object once'],
  ['{"a":1, "\\u0061":2}', 'must name each member of an object once'],
  ['[{"b":{"a":1},"b":0}]', 'must name each member of an object once'],
  ['\ufeff{}', 'must not begin with a byte-order mark'],
  ['{"__proto__":1}', 'must not have a member `__proto__`'],
  ['"\\ud800"', 'must be made of whole characters other than U+0000'],
  ['{"\\u0000":1}', 'must be made of whole characters other than U+0000'],
  ['9007199254740993', 'must be made of numbers that a double holds exactly'],
  ['[1e400]', 'must be made of numbers that a double holds exactly'],
  ['[1e-400]', 'must be made of numbers that a double holds exactly'],
  ['3.141592653589793238462643383279', 'must be made of numbers that a double holds exactly'],
] as const;
test.for(doubtful)('readers may disagree about %s', ([text, doubt]) => {
  expect(decode(text)).toMatchObject({ doubt });
});

test('a number beyond the range of a double stays a number', () => {
  expect(decode('[1e400,-1e400]')).toMatchObject({ value: [Number.MAX_VALUE, -Number.MAX_VALUE] });
});

const extended = ['{"a":1,}', "{'a':1}", '{a:1}', '[NaN]', '{} // x', '"a\tb"', '[+1]'];
test.for(extended)('a parser may accept %s', (text) => {
  expect(decode(text)).toMatchObject({ latitude: true });
});

test('a parser may replace bytes that are not UTF-8', () => {
  expect(decode(Buffer.from([0x22, 0xff, 0x22]))).toMatchObject({ latitude: true });
});

const unreadable = ['', '{"a":1', 'undefined', '{}{}', '{} {}', '{}}', '"a\nb"'];
test.for(unreadable)('no parser reads %s', (text) => {
  expect(decode(text)).toEqual({ problem: 'must be application/json that can be parsed' });
});

const value = { b: ['x', 1, null, []], a: { '1': true, 'a b': 'ü"\\' }, c: {} };
test.for([['blanks'], ['escapes'], ['order'], ['blanks', 'escapes', 'order']] as const)(
  'the same value in other characters: %s',
  (spelling) => {
    const text = spelled(value, spelling);
    expect(text).not.toBe(JSON.stringify(value));
    expect(decode(text)).toEqual({ value });
  },
);

test('each spelling shows', () => {
  expect(spelled({ a: 'x', b: [1] }, ['order'])).toBe('{"b":[1],"a":"x"}');
  expect(spelled({ a: 'xy' }, ['escapes'])).toBe('{"a":"\\u0078y"}');
  expect(spelled([1, {}], ['blanks'])).toBe('\r\n[\r\n\t 1\r\n\t , {}\r\n]\r\n');
});
