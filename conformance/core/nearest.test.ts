import { expect, test } from 'vitest';
import { nearest, nearestFirst, orNearest } from './nearest.ts';

const names = ['registerSession', 'refreshPushToken', 'createPin', 'url'];
const wishes: readonly { wanted: string; found: string | undefined; why: string }[] = [
  { wanted: 'createPin', found: 'createPin', why: 'the name itself' },
  { wanted: 'createpin', found: 'createPin', why: 'another letter case' },
  { wanted: 'registerSesion', found: 'registerSession', why: 'a letter less' },
  { wanted: 'ulr', found: 'url', why: 'letters that changed places' },
  { wanted: 'x', found: undefined, why: 'a single letter is near no name' },
  { wanted: 'sendMail', found: undefined, why: 'another word' },
  { wanted: '', found: undefined, why: 'nothing' },
];
for (const { wanted, found, why } of wishes)
  test(`"${wanted}": ${why}`, () => expect(nearest(wanted, names)).toBe(found));

test('without known names there is no nearest name', () =>
  expect(nearest('url', [])).toBeUndefined());
test('a sentence ends with a suggestion or a full stop', () => {
  expect(`There is no "ulr"${orNearest('ulr', names)}`).toBe(
    'There is no "ulr": did you mean "url"?',
  );
  expect(`There is no "zz"${orNearest('zz', names)}`).toBe('There is no "zz".');
});

test('sorts names, the nearest first', () =>
  expect(nearestFirst('createPim', names)[0]).toBe('createPin'));
