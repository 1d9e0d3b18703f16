import { expect, test } from 'vitest';
import { isMoving } from './changes.ts';

test.each([
  ...['updatedAt', 'last_modified', 'version', 'resourceVersion', 'viewCount', 'views', 'hits'],
  ...['lastSeen', 'etag', 'changes', 'lastLogin'],
])('a server moves %s by itself', (name) => {
  expect(isMoving(`/meta/${name}`)).toBe(true);
});

test.each([
  ...['country', 'account', 'accountId', 'discount', 'lastName', 'last_name', 'accessLevel'],
  ...['exchange', 'title', 'review'],
])('a server keeps %s', (name) => {
  expect(isMoving(`/${name}`)).toBe(false);
});
