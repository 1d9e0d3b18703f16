import { expect, test } from 'vitest';
import type { Check } from '../checks/check.ts';
import type { Case, Exchange } from '../model.ts';
import { operationOf } from '../testing.ts';
import { judge, judgeSilence } from './judge.ts';

const operation = operationOf({});
const testCase: Case = { id: 'doThing/examples/plain', generator: 'examples', operation, intent: 'valid', because: 'it is so', request: { parameters: { path: {}, query: {}, header: {}, cookie: {} }, credentials: 'good' } };
const exchange: Exchange = { case: testCase, request: { method: 'POST', path: '/things', headers: [] }, reply: { status: 200, headers: new Map(), body: new Uint8Array() }, milliseconds: 1 };

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
    expect(judged.verdict).toEqual(verdict);
    expect(judged.observations.map(({ check, defect }) => `${check} ${defect}`)).toEqual(checks.flatMap((check) => [...check.judge(exchange)].map(({ defect }) => `${check.id} ${defect}`)));
  });
}

test('a bug in a check is not swallowed', () => {
  const broken: Check = { ...finds('one'), judge: () => { throw new Error('a bug'); } };
  expect(() => judge(exchange, [broken])).toThrow('a bug');
});

test('silence accuses only an implementation that answered before', () => {
  expect(judgeSilence(testCase, 'it hangs', false)).toEqual({ observations: [], verdict: { kind: 'error', reason: 'it hangs' } });
  const { observations, verdict } = judgeSilence(testCase, 'it hangs', true);
  expect(verdict).toEqual({ kind: 'fail', checks: ['within-time'] });
  expect(observations).toMatchObject([{ check: 'within-time', message: 'A request got no answer: it hangs.', actual: 'it hangs', source: operation.source }]);
});
