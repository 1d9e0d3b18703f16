import { expect, test } from 'vitest';
import { conclude } from './conclude.ts';
import { inPresentWords } from './former-ids.ts';
import type { BaselineEntry } from './baseline.ts';
import { accepted, operation, outcome } from './testing.ts';

const words: readonly (readonly [former: string, present: string])[] = [
  ['a/b/within-time/no:complete:answer:came', 'a/b/within-time/timeout'],
  ['a/b/within-time/the:connection:was:cut:before:the:answer:was:complete', 'a/b/within-time/cut'],
  ['a/b/within-time/what:came:back:is:no:HTTP', 'a/b/within-time/not-http'],
  ['a/b/within-time/the:answer:is:larger:than:64:MiB', 'a/b/within-time/too-large'],
  [
    'a/b/within-time/an:answer:100:came:that:nobody:had:asked:for,:which:can:not:be:read:here',
    'a/b/within-time/unrequested-100',
  ],
  ['a/b/within-time/the:exchange:broke:off', 'a/b/within-time/broken-off'],
  ['a/b/within-time/slow', 'a/b/within-time/slow'],
  ['a/b/valid-accepted/together/valid-1', 'a/b/valid-accepted/combined/valid-1'],
  ['a/b/valid-accepted/together/open-2', 'a/b/valid-accepted/combined/unspecified-2'],
  ['a/b/no-server-error/body:together', 'a/b/no-server-error/body:combined'],
  ['a/b/invalid-refused/body/together:type', 'a/b/invalid-refused/body/together:type'],
];
test.for(words)('%s is %s', ([former, present]) => expect(inPresentWords(former)).toBe(present));

const known = (entries: readonly Pick<BaselineEntry, 'id' | 'isOld'>[]) =>
  conclude(
    {
      started: '2026-11-26T12:00:00.000Z',
      milliseconds: 1,
      checks: [],
      apis: [
        {
          name: 'things',
          target: 'http://things',
          operations: ['make'],
          unsupported: [],
          discarded: [],
          leftOut: 0,
        },
      ],
      operations: [operation('make', { answers: { 200: 1 } })],
      outcomes: [
        accepted('make/null', 'body/a type'),
        accepted('make/number', 'body/a type'),
        outcome('make/plain'),
      ],
    },
    {
      baseline: {
        file: 'known.yaml',
        isComplete: true,
        entries: entries.map((entry) => ({
          ...entry,
          reason: 'it is old',
          expires: '2026-12-31',
        })),
      },
    },
  );
const id = 'things/make/invalid-refused/body/a:type';

test('an old entry covers every finding that had its id', () => {
  const { baseline, verdict } = known([{ id, isOld: true }]);
  expect([verdict, baseline]).toEqual([
    'pass',
    { file: 'known.yaml', known: 2, stale: [], expired: [], old: 1 },
  ]);
});

test('a present entry covers its own finding and hides no other', () => {
  const { baseline, verdict, findings } = known([{ id: `${id}:null` }]);
  expect([verdict, baseline?.known]).toEqual(['fail', 1]);
  expect(findings.filter(({ known: entry }) => !entry).map((one) => one.id)).toEqual([
    `${id}:number`,
  ]);
  expect(known([{ id }]).baseline).toMatchObject({ known: 0, stale: [id] });
});

test('an old entry of which nothing is seen is stale under its own name', () => {
  const gone = 'things/make/within-time/no:complete:answer:came';
  expect(known([{ id: gone, isOld: true }]).baseline).toMatchObject({ known: 0, stale: [gone] });
});
