import { expect, test } from 'vitest';
import { retryAfter } from './retry-after.ts';

const now = new Date('2026-11-26T12:00:00Z');
const fields: readonly { field: string | undefined; wait: number | undefined; why: string }[] = [
  { field: '0', wait: 0, why: 'at once' },
  { field: '120', wait: 120_000, why: 'seconds' },
  { field: ' 7 ', wait: 7000, why: 'seconds with blanks around them' },
  { field: 'Thu, 26 Nov 2026 12:00:30 GMT', wait: 30_000, why: 'a date' },
  { field: 'Thu, 26 Nov 2026 11:00:00 GMT', wait: 0, why: 'a date that is over' },
  { field: undefined, wait: undefined, why: 'nothing' },
  { field: 'soon', wait: undefined, why: 'a word' },
  { field: '-5', wait: undefined, why: 'a negative number' },
  { field: '1.5', wait: undefined, why: 'a fraction, which the field has no room for' },
];
for (const { field, wait, why } of fields)
  test(why, () => expect(retryAfter(field, now)).toBe(wait));
