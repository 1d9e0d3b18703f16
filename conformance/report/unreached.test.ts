import { expect, test } from 'vitest';
import type { Answer, CaseOutcome, OperationReport } from './record.ts';
import { unreachedIn } from './unreached.ts';

const operation = { api: 'things', id: 'put' } as OperationReport;
const answer = { status: 400, meaning: 'refusal', says: 'bad', count: 1 } as unknown as Answer;
const outcome = (more: Partial<CaseOutcome>) =>
  ({ api: 'things', operation: 'put', intent: 'valid', ...more }) as CaseOutcome;
const skipped = outcome({ unjudged: { kind: 'skip', reason: 'there is none' } });

test.each<[outcomes: readonly CaseOutcome[], reason: string | undefined]>([
  [[outcome({ answer })], 'its valid request was answered with 400 "bad"'],
  [[skipped, skipped], '2 valid requests were not sent: there is none'],
  [
    [skipped, skipped, outcome({ answer }), outcome({ answer: { ...answer, says: 'worse' } })],
    'its valid request was answered with 400 "bad", and 1 ended in another way, and 2 could not be sent',
  ],
  [[outcome({ answer: { ...answer, meaning: 'success' } })], undefined],
  [[outcome({ intent: 'invalid', answer })], undefined],
])('what became of the valid requests of an operation', (outcomes, reason) =>
  expect(
    unreachedIn({ outcomes, operations: [operation], apis: [] }, () => false).map(
      (one) => one.reason,
    ),
  ).toEqual(reason === undefined ? [] : [reason]),
);
