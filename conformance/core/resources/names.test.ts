import { expect, test } from 'vitest';
import { singular, thingOf } from './names.ts';

test.each([
  ...[
    ['projects', 'project'],
    ['policies', 'policy'],
    ['keys', 'key'],
    ['addresses', 'address'],
  ],
  ...[
    ['classes', 'class'],
    ['processes', 'process'],
    ['boxes', 'box'],
    ['branches', 'branch'],
  ],
  ...[
    ['hashes', 'hash'],
    ['statuses', 'status'],
    ['buses', 'bus'],
    ['cases', 'case'],
  ],
  ...[
    ['releases', 'release'],
    ['licenses', 'license'],
    ['houses', 'house'],
    ['causes', 'cause'],
  ],
  ...[
    ['courses', 'course'],
    ['databases', 'database'],
    ['sizes', 'size'],
    ['caches', 'cache'],
    ['coaches', 'coach'],
    ['uses', 'use'],
  ],
  ...[
    ['status', 'status'],
    ['address', 'address'],
    ['analysis', 'analysis'],
    ['news', 'news'],
  ],
])('one of the %s is a %s', (many, one) => expect(singular(many)).toBe(one));

test('only the last word of a thing is one of many', () => {
  expect(thingOf('sales-addresses')).toBe('salesaddress');
  expect(thingOf('use_cases')).toBe('usecase');
});
