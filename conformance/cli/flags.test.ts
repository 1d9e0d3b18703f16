import { expect, test } from 'vitest';
import { commandOf } from './command.ts';

for (const [text, milliseconds, written] of [
  ['10m', 600_000, '10m'],
  ['90s', 90_000, '90s'],
  ['1h30m', 5_400_000, '1h30m'],
  ['1h1m1s', 3_661_000, '1h1m1s'],
  ['45', 45_000, '45 s'],
] as const)
  test(`a time of ${text}`, () =>
    expect(commandOf(['--time', text])).toMatchObject({
      options: { time: { milliseconds, written } },
    }));

test('without --time there is no limit', () =>
  expect(commandOf([])).toMatchObject({ options: { time: undefined } }));
