import { expect, test } from 'vitest';
import { majorRose } from './versions.ts';

test.each([
  ['1.2.3', '2.0.0', true, 'the major version rose'],
  ['1.2.3', '1.3.0', false, 'the minor version rose'],
  ['1.2.3', '1.2.3', false, 'nothing rose'],
  ['2.0.0', '1.0.0', false, 'it fell'],
  ['0.2.0', '0.3.0', true, 'before 1.0, the minor version counts'],
  ['0.2.0', '0.2.1', false, 'a patch before 1.0'],
  ['0.9.0', '1.0.0', true, 'the first stable version'],
  ['v1', 'v2', true, 'a number alone'],
  ['1.0', '2.0', true, 'two numbers'],
  ['1.0.0', '2.0.0-beta.1', true, 'a version before the release'],
  ['2025-01-01', '2026-01-01', false, 'dates'],
  ['latest', '2.0.0', false, 'a word'],
  [undefined, '2.0.0', false, 'no version'],
])('%s to %s: %s, %s', (old, fresh, rose, _why) => expect(majorRose(old, fresh)).toBe(rose));
