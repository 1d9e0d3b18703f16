import { expect, test } from 'vitest';
import type { Check } from '../checks/check.ts';
import { withinTime } from '../checks/within-time.ts';
import { exchangeOf } from '../checks/exchange.ts';
import type { Case } from '../generators/case.ts';
import { operationOf } from '../testing.ts';
import { judge, judgeSilence } from './judge.ts';

const operation = operationOf({});
const testCase: Case = {
  id: 'doThing/examples/plain',
  generator: 'examples',
  origin: 'plan',
  operation,
  intent: 'valid',
  rule: { in: 'body', pointer: '', keyword: 'examples' },
  reason: 'it is so',
  request: { parameters: { path: {}, query: {}, header: {}, cookie: {} }, credentials: 'good' },
};
const exchange = exchangeOf({
  case: testCase,
  request: { method: 'POST', path: '/things', headers: [] },
  reply: { status: 200, headers: new Map(), body: new Uint8Array() },
  milliseconds: 1,
  limit: 1000,
});

/** A check that finds the given defects in any exchange. */
const finds = (id: string, ...defects: string[]): Check => ({
  id,
  label: id,
  summary: 'A check of this test.',
  appliesTo: () => true,
  *judge() {
    for (const defect of defects)
      yield {
        message: 'It is wrong.',
        expected: 'right',
        actual: 'wrong',
        source: operation.source,
        defect,
      };
  },
});
/** One that has nothing to judge. */
const unconcerned: Check = { ...finds('four', 'a'), appliesTo: () => false };

const judgements: readonly {
  checks: readonly Check[];
  applied: readonly string[];
  seen: readonly string[];
  why: string;
}[] = [
  { checks: [], applied: [], seen: [], why: 'no check has anything to say' },
  {
    checks: [finds('one'), finds('two')],
    applied: ['one', 'two'],
    seen: [],
    why: 'checks that find nothing',
  },
  {
    checks: [finds('one', 'a'), finds('two')],
    applied: ['one', 'two'],
    seen: ['one a'],
    why: 'one finding',
  },
  {
    checks: [finds('one', 'a', 'b'), finds('two', 'c')],
    applied: ['one', 'two'],
    seen: ['one a', 'one b', 'two c'],
    why: 'none hides another',
  },
  {
    checks: [unconcerned, finds('two')],
    applied: ['two'],
    seen: [],
    why: 'one that the exchange does not concern is not asked',
  },
];
for (const { checks, applied, seen, why } of judgements) {
  test(why, () => {
    const judgement = judge(exchange, checks);
    expect(judgement.applied).toEqual(applied);
    expect(judgement.observations.map(({ check, defect }) => `${check} ${defect}`)).toEqual(seen);
  });
}

const bug = () => {
  throw new Error('a bug');
};
const broken: readonly {
  check: Check;
  applied: readonly string[];
  seen: readonly string[];
  why: string;
}[] = [
  {
    check: { ...finds('one'), judge: bug },
    applied: ['one', 'two'],
    seen: ['two b'],
    why: 'when it is asked',
  },
  {
    check: { ...finds('one'), appliesTo: bug },
    applied: ['two'],
    seen: ['two b'],
    why: 'before it is asked',
  },
  {
    check: {
      ...finds('one'),
      *judge() {
        yield* finds('one', 'a').judge(exchange);
        bug();
      },
    },
    applied: ['one', 'two'],
    seen: ['one a', 'two b'],
    why: 'after its first observation',
  },
];
for (const { check, applied, seen, why } of broken) {
  test(`a check that throws ${why} is named, and hides nothing of what is seen`, () => {
    const judgement = judge(exchange, [check, finds('two', 'b')]);
    expect(judgement.applied).toEqual(applied);
    expect(judgement.observations.map(({ check: id, defect }) => `${id} ${defect}`)).toEqual(seen);
    expect(judgement.failures).toEqual([
      expect.stringMatching(
        /^the check one failed by a mistake in this program, not in the target: a bug \(conformance\/run\/judge\.test\.ts:\d+:\d+\)$/,
      ),
    ]);
  });
}

test('a check that throws when it judges silence is named', () => {
  const { observations, failures } = judgeSilence(
    testCase,
    { cause: 'timeout', reason: 'it hangs', limit: 10_000 },
    [{ ...finds('one'), judgeSilence: bug }, withinTime],
  );
  expect(observations.map(({ check }) => check)).toEqual(['within-time']);
  expect(failures).toEqual([
    expect.stringContaining('the check one failed by a mistake in this program'),
  ]);
});

test('silence is for the checks that speak of it', () => {
  expect(
    judgeSilence(testCase, { cause: 'timeout', reason: 'it hangs', limit: 10_000 }, [
      finds('one', 'a'),
    ]),
  ).toEqual({
    applied: [],
    observations: [],
    failures: [],
  });
  const { applied, observations } = judgeSilence(
    testCase,
    { cause: 'timeout', reason: 'no complete response came within 10 s', limit: 10_000 },
    [finds('one', 'a'), withinTime],
  );
  expect(applied).toEqual(['within-time']);
  // how long was waited is no part of what tells a defect from others
  expect(observations).toMatchObject([
    {
      check: 'within-time',
      message: 'A request got no response: no complete response came within 10 s.',
      actual: 'no complete response came within 10 s',
      defect: 'timeout',
      source: operation.source,
    },
  ]);
});
