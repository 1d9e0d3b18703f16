import { expect, test } from 'vitest';
import type { Json } from '../json.ts';
import { isMarkedSince, isOutOfSight } from './marks.ts';

const outOfSight: readonly Json[] = [
  { isDraft: true },
  { deletedAt: '2026-01-01' },
  { published: false },
  { publishedAt: null },
  { status: 'Draft' },
  { state: 'inactive' },
];
const inSight: readonly Json[] = [
  { isDraft: false },
  { deletedAt: null },
  { publishedAt: '2026-01-01' },
  { status: 'open' },
  { title: 'Draft' },
  { expiresAt: '2036-01-01' },
  'draft',
];

test.each(outOfSight)('a list may leave it out: %j', (thing) => {
  expect(isOutOfSight(thing)).toBe(true);
});

test.each(inSight)('a list has it: %j', (thing) => {
  expect(isOutOfSight(thing)).toBe(false);
});

test.each<readonly [Json, Json, boolean]>([
  [{ deletedAt: '2026-01-01' }, {}, true],
  [{ active: false }, { active: true }, true],
  [{ active: false }, { active: false }, false],
  [{ title: 'Old' }, { title: 'New' }, false],
])('%j after %j is marked: %j', (thing, before, isMarked) => {
  expect(isMarkedSince(thing, before)).toBe(isMarked);
});
