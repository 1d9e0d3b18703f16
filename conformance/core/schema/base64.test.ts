import { expect, test } from 'vitest';
import { isBase64 } from './base64.ts';

const rows: readonly { text: string; is: boolean; why: string }[] = [
  { text: '', is: true, why: 'nothing' },
  { text: 'aGk=', is: true, why: 'padding' },
  { text: 'aGk', is: true, why: 'no padding' },
  { text: 'aA==', is: true, why: 'two characters of padding' },
  { text: 'ab+/', is: true, why: 'the standard alphabet' },
  { text: 'ab-_', is: true, why: 'the URL-safe alphabet' },
  { text: 'a', is: false, why: 'a length that no base64 has' },
  { text: 'abcde', is: false, why: 'a length that no base64 has' },
  { text: 'aA=', is: false, why: 'padding that is too short' },
  { text: 'abcd=', is: false, why: 'padding that is not needed' },
  { text: 'abc==', is: false, why: 'padding that is too long' },
  { text: '====', is: false, why: 'padding alone' },
  { text: 'aA==aA==', is: false, why: 'padding in between' },
  { text: 'ab*d', is: false, why: 'a foreign character' },
  { text: 'ab d', is: false, why: 'a blank' },
  { text: 'abcd\n', is: false, why: 'a line break' },
  { text: 'abcd\nabcd', is: false, why: 'a line break in between' },
];
for (const { text, is, why } of rows)
  test(`${JSON.stringify(text)} is ${is ? '' : 'no '}base64: ${why}`, () =>
    expect(isBase64(text)).toBe(is));
