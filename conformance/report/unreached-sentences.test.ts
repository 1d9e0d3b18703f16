import { expect, test } from 'vitest';
import type { CaseOutcome } from './record.ts';
import { answer, operation, outcome } from './testing.ts';
import { unreachedIn } from './unreached.ts';

/** A case without an answer. */
function silent(id: string, more: Partial<CaseOutcome> = {}): CaseOutcome {
  const { answer: _, ...others } = outcome(id, more);
  return others;
}

const unsent = (id: string, reason: string) => silent(id, { unjudged: { kind: 'skip', reason } });

/** The reasons for which operations have no success, in a run with these outcomes. */
const reasonsOf = (outcomes: readonly CaseOutcome[], error?: string) =>
  unreachedIn(
    {
      outcomes,
      operations: [...new Set(outcomes.map((one) => one.operation))].map((id) => operation(id)),
      apis: [
        {
          ...{ name: 'things', target: '', operations: [], unsupported: [], discarded: [] },
          ...{ leftOut: 0, ...(error === undefined ? {} : { error }) },
        },
      ],
    },
    () => false,
  ).map((one) => `${one.operation}: ${one.reason}`);

test('what became of most valid requests is said', () => {
  expect(
    reasonsOf([
      outcome('make/a', { answer: answer(404, { says: 'No such shop' }) }),
      outcome('make/b', { answer: answer(404, { says: 'No such shop' }) }),
      outcome('make/c', { answer: answer(409) }),
      unsent('remove/a', 'it deletes'),
      silent('hang/a'),
      silent('break/a', { unjudged: { kind: 'error', reason: 'the connection was cut' } }),
      outcome('read/a', { answer: answer(404) }),
      outcome('read/b'),
      outcome('write/a', { intent: 'invalid', answer: answer(404) }),
    ]),
  ).toEqual([
    'make: 2 valid requests were answered with 404 "No such shop", and 1 ended in another way',
    'remove: its valid request was not sent: it deletes',
    'hang: its valid request had no answer',
    'break: its valid request had no answer: the connection was cut',
  ]);
});

test('the end of a run is told once, and not for each operation', () => {
  const late = unsent('make/a', 'not sent: the time of 2s was over');
  expect(reasonsOf([late], 'the time of 2s was over. Cases that were not sent: 1 of make')).toEqual(
    [],
  );
  const lost = unsent('make/a', "http://h can't be reached: refused");
  expect(reasonsOf([lost], "http://h can't be reached: refused")).toEqual([]);
  // before the end, others were answered
  const refused = outcome('make/b', { answer: answer(404) });
  expect(reasonsOf([late, refused], 'the time of 2s was over')).toEqual([
    'make: its valid request was answered with 404, and 1 could not be sent',
  ]);
  expect(reasonsOf([late])).toEqual([
    'make: its valid request was not sent: the time of 2s was over',
  ]);
  expect(reasonsOf([unsent('remove/a', 'it deletes')], 'the run was interrupted')).toEqual([
    'remove: its valid request was not sent: it deletes',
  ]);
});
