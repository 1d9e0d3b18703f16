import { expect, test } from 'vitest';
import { typedText, typedValue } from './values.ts';

const one = (kind: Parameters<typeof typedValue>[1]['kind']) => ({ kind, isList: false });
const list = (kind: Parameters<typeof typedValue>[1]['kind']) => ({ kind, isList: true });

for (const { text, as, value } of [
  { text: 'a', as: one('text'), value: 'a' },
  { text: '1', as: one('text'), value: '1' },
  { text: '1.50', as: one('number'), value: 1.5 },
  { text: 'true', as: one('boolean'), value: true },
  { text: '{"a":1}', as: one('json'), value: { a: 1 } },
  { text: '1\n2', as: list('number'), value: [1, 2] },
  { text: 'a,b\nc', as: list('text'), value: ['a,b', 'c'] },
  // what is wrong is sent as it is
  { text: 'one', as: one('number'), value: 'one' },
  { text: ' ', as: one('number'), value: ' ' },
  { text: 'Infinity', as: one('number'), value: 'Infinity' },
  { text: '1', as: one('boolean'), value: '1' },
  { text: '{', as: one('json'), value: '{' },
  { text: '', as: one('number'), value: undefined },
  { text: '', as: list('text'), value: undefined },
])
  test(`${JSON.stringify(text)} as ${as.isList ? 'list of ' : ''}${as.kind}`, () => {
    expect(typedValue(text, as)).toEqual(value);
  });

for (const { value, as } of [
  { value: 'a', as: one('text') },
  { value: 7, as: one('number') },
  { value: false, as: one('boolean') },
  { value: { a: [1, null] }, as: one('json') },
  { value: 'text', as: one('json') },
  { value: ['a', 'b'], as: list('text') },
  { value: [1, 2], as: list('number') },
])
  test(`${JSON.stringify(value)} can be typed`, () => {
    expect(typedValue(typedText(value, as), as)).toEqual(value);
  });
