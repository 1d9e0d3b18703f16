import { expect, test } from 'vitest';
import { pieces } from './marked.ts';

const cases: readonly (readonly [string, readonly string[], string])[] = [
  ['Refresh device push token', ['token', 'push'], 'Refresh device [push] [token]'],
  ['refreshPushToken', ['push'], 'refresh[Push]Token'],
  ['a.b a+b', ['a+b', '.'], 'a[.]b [a+b]'],
  ['pin pinned', ['pin', 'pinned'], '[pin] [pinned]'],
  ['nothing', ['else'], 'nothing'],
  ['nothing', ['', ...[]], 'nothing'],
  ['', ['x'], ''],
];
test.each(cases)('%j with %j', (text, words, expected) => {
  const shown = pieces(text, words).map((one) => (one.isMatch ? `[${one.text}]` : one.text));
  expect(shown.join('')).toBe(expected);
});
