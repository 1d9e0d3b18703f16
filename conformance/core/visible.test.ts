import { expect, test } from 'vitest';
import { oneLine, visible, visibleJson } from './visible.ts';

const table: readonly { why: string; text: string; shown: string }[] = [
  { why: 'lines and tabs stay', text: 'one\n\ttwo', shown: 'one\n\ttwo' },
  { why: 'a carriage return would go back over a line', text: 'a\rb', shown: 'a\\x0db' },
  { why: 'an escape sequence would command a terminal', text: '\u001b[2J', shown: '\\x1b[2J' },
  { why: 'so would its one-byte form', text: '\u009b31m', shown: '\\x9b31m' },
  { why: 'a null would end a text', text: 'a\0b', shown: 'a\\x00b' },
  {
    why: 'an override would turn the direction of a line',
    text: 'a\u202eb\u2066',
    shown: 'a\\u202eb\\u2066',
  },
  { why: 'half a character is none', text: 'a\ud800b\udc00', shown: 'a\\ud800b\\udc00' },
  { why: 'both halves are one', text: '😀', shown: '😀' },
  { why: "what is no character can't stand in XML", text: '\ufffe\uffff', shown: '\\ufffe\\uffff' },
  { why: 'nor can it beyond 16 bits', text: '\u{1fffe}', shown: '\\u{1fffe}' },
  { why: 'letters of any language stay', text: 'ü ж 中 عربي', shown: 'ü ж 中 عربي' },
];
for (const { why, text, shown } of table) test(why, () => expect(visible(text)).toBe(shown));

test('one line stays one line', () =>
  expect(oneLine('a\nb\r\n\tc\u0085d')).toBe('a\\nb\\x0d\\n\\tc\\x85d'));

test('JSON keeps its value, and holds nothing that a terminal would obey', () => {
  const value = { 'a\u202e': 'b\u009b31m\u007f\u2028\u2066ü😀"\\' };
  const text = visibleJson(JSON.stringify(value, null, 2));
  expect(visible(text)).toBe(text);
  expect(JSON.parse(text)).toEqual(value);
});
