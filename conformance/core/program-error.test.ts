import { expect, test } from 'vitest';
import { reasonOf } from './program-error.ts';
import { UserError } from './user-error.ts';

/** An error with the stack that it would have in some place. */
const thrownIn = (...places: string[]) =>
  Object.assign(new TypeError('a bug\nin two lines'), {
    stack: ['TypeError: a bug', ...places.map((place) => `    at ${place}`)].join('\n'),
  });
const here = import.meta.url.replace('conformance/core/program-error.test.ts', '');

const ours = 'it failed by a mistake in this program, not in the target';
const reasons: readonly { error: unknown; reason: string }[] = [
  {
    error: thrownIn(`judge (${here}conformance/checks/one.ts:3:7)`),
    reason: `${ours}: a bug (conformance/checks/one.ts:3:7)`,
  },
  {
    error: thrownIn(`${here}conformance/checks/one.ts:3:7`),
    reason: `${ours}: a bug (conformance/checks/one.ts:3:7)`,
  },
  {
    error: thrownIn(
      'JSON.parse (<anonymous>)',
      'read (node:fs:1:2)',
      'file:///home/ada/other.ts:1:2',
      `async judge (${new URL(here).pathname}conformance/run/run.ts:8:9)`,
    ),
    reason: `${ours}: a bug (conformance/run/run.ts:8:9)`,
  },
  { error: thrownIn('file:///home/ada/other.ts:1:2'), reason: `${ours}: a bug (an unknown place)` },
  { error: undefined, reason: `${ours}: undefined (conformance/core/program-error.ts:` },
  {
    error: new UserError('the schema can not be used'),
    reason: 'it failed: the schema can not be used',
  },
];
for (const { error, reason } of reasons) {
  test(reason, () => expect(reasonOf('it', error)).toContain(reason));
}
