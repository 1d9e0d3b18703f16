import { expect, test } from 'vitest';
import type { Check } from '../checks/check.ts';
import type { Case, Exchange } from '../model.ts';
import { operationOf } from '../testing.ts';
import { withinTime } from '../checks/within-time.ts';
import { judge, judgeSilence, verdictOf } from './judge.ts';

const operation = operationOf({});
const testCase: Case = { id: 'doThing/examples/plain', generator: 'examples', operation, intent: 'valid', rule: { in: 'body', pointer: '', keyword: 'examples' }, because: 'it is so', request: { parameters: { path: {}, query: {}, header: {}, cookie: {} }, credentials: 'good' } };
const exchange: Exchange = { case: testCase, request: { method: 'POST', path: '/things', headers: [] }, reply: { status: 200, headers: new Map(), body: new Uint8Array() }, milliseconds: 1, limit: 1000 };

/** A check that finds the given defects in any exchange. */
const finds = (id: string, ...defects: string[]): Check => ({
  id,
  summary: 'A check of this test.',
  *judge() {
    for (const defect of defects) yield { message: 'It is wrong.', expected: 'right', actual: 'wrong', source: operation.source, defect };
  },
});

for (const { checks, verdict, why } of [
  { checks: [], verdict: { kind: 'pass' }, why: 'no check has anything to say' },
  { checks: [finds('one'), finds('two')], verdict: { kind: 'pass' }, why: 'checks that find nothing' },
  { checks: [finds('one', 'a'), finds('two')], verdict: { kind: 'fail', checks: ['one'] }, why: 'one finding' },
  { checks: [finds('one', 'a', 'b'), finds('two', 'c')], verdict: { kind: 'fail', checks: ['one', 'two'] }, why: 'none hides another' },
]) {
  test(`${verdict.kind}: ${why}`, () => {
    const judged = judge(exchange, checks);
    expect(verdictOf(judged)).toEqual(verdict);
    expect(judged.map(({ check, defect }) => `${check} ${defect}`)).toEqual(checks.flatMap((check) => [...check.judge(exchange)].map(({ defect }) => `${check.id} ${defect}`)));
  });
}

test('a bug in a check is not swallowed', () => {
  const broken: Check = { ...finds('one'), judge: () => { throw new Error('a bug'); } };
  expect(() => judge(exchange, [broken])).toThrow('a bug');
});

test('silence is for the checks that speak of it', () => {
  expect(judgeSilence(testCase, 'it hangs', [finds('one', 'a')])).toEqual([]);
  const observations = judgeSilence(testCase, 'it hangs', [finds('one', 'a'), withinTime]);
  expect(verdictOf(observations)).toEqual({ kind: 'fail', checks: ['within-time'] });
  expect(observations).toMatchObject([{ check: 'within-time', message: 'A request got no answer: it hangs.', actual: 'it hangs', source: operation.source }]);
});

test('a notice makes nothing fail', () => {
  const [observation] = judge(exchange, [finds('one', 'a')]);
  expect(verdictOf([{ ...observation!, severity: 'notice' }])).toEqual({ kind: 'pass' });
});
