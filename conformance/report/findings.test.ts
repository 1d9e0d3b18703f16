import { expect, test } from 'vitest';
import type { CaseOutcome, OperationReport, RecordedObservation } from './record.ts';
import { findingsOf } from './findings.ts';

const observation = ({
  check = 'body-parses',
  defect = '200',
  curl = 'curl',
  message = 'It is wrong.',
} = {}): RecordedObservation => ({
  check,
  severity: 'error',
  defect,
  message,
  pointer: '/paths/~1things',
  source: 'openapi.yaml:5',
  evidence: 'documented (a-page)',
  expected: 'right',
  actual: 'wrong',
  curl,
});
const outcome = (
  name: string,
  observations: readonly RecordedObservation[],
  more: Partial<CaseOutcome> = {},
): CaseOutcome => ({
  id: `listThings/examples/${name}`,
  api: 'things',
  operation: 'listThings',
  intent: 'valid',
  reason: 'it is so',
  observations,
  ...more,
});
const seen = (
  name: string,
  more: Parameters<typeof observation>[0] = {},
  about: Partial<CaseOutcome> = {},
) => outcome(name, [observation(more)], about);
const group = (outcomes: readonly CaseOutcome[]) =>
  findingsOf(outcomes, []).map(({ id, case: shown, occurrences }) => [
    id,
    shown.split('/').at(-1),
    occurrences,
  ]);

test('nothing seen is nothing found', () => expect(group([outcome('a', [])])).toEqual([]));

const groups: readonly {
  outcomes: readonly CaseOutcome[];
  found: readonly unknown[];
  why: string;
}[] = [
  {
    outcomes: [seen('a'), seen('b'), seen('c')],
    found: [['things/listThings/body-parses/200', 'a', 3]],
    why: 'one defect is one finding, however often it is seen',
  },
  {
    outcomes: [
      seen('a', { curl: 'a long line' }),
      seen('b', { curl: 'short' }),
      seen('c', { curl: 'a longer line' }),
    ],
    found: [['things/listThings/body-parses/200', 'b', 3]],
    why: 'the smallest request shows it',
  },
  {
    outcomes: [seen('a', { curl: 'one' }), seen('b', { curl: 'two' })],
    found: [['things/listThings/body-parses/200', 'a', 2]],
    why: 'the first of two that are as small',
  },
  {
    outcomes: [
      outcome('a', [
        observation({ defect: 'body/a required' }),
        observation({ defect: 'body/a maxLength' }),
      ]),
    ],
    found: [
      ['things/listThings/body-parses/body/a:required', 'a', 1],
      ['things/listThings/body-parses/body/a:maxLength', 'a', 1],
    ],
    why: 'two keywords are two findings',
  },
  {
    outcomes: [outcome('a', [observation(), observation({ check: 'echo-true' })])],
    found: [
      ['things/listThings/body-parses/200', 'a', 1],
      ['things/listThings/echo-true/200', 'a', 1],
    ],
    why: 'two checks are two findings',
  },
  {
    outcomes: [seen('a'), seen('a', {}, { operation: 'makeThing' })],
    found: [
      ['things/listThings/body-parses/200', 'a', 1],
      ['things/makeThing/body-parses/200', 'a', 1],
    ],
    why: 'two operations are two findings',
  },
  {
    outcomes: [seen('a'), seen('a', {}, { api: 'others' })],
    found: [
      ['things/listThings/body-parses/200', 'a', 1],
      ['others/listThings/body-parses/200', 'a', 1],
    ],
    why: 'two APIs are two findings',
  },
  {
    outcomes: [
      seen('short', {}, { intent: 'invalid' }),
      seen('valid', { curl: 'curl --long' }),
      seen('longer', { curl: 'curl --longer' }),
    ],
    found: [['things/listThings/body-parses/200', 'valid', 3]],
    why: 'a valid request shows it, where there is one: nobody can object to it',
  },
  {
    outcomes: [
      seen('long', { curl: 'curl --long' }, { intent: 'invalid' }),
      seen('short', {}, { intent: 'invalid' }),
    ],
    found: [['things/listThings/body-parses/200', 'short', 2]],
    why: 'the smallest of invalid ones',
  },
];
for (const { outcomes, found, why } of groups)
  test(why, () => expect(group(outcomes)).toEqual(found));

test('ids do not depend on the order of what was seen', () => {
  const all = [seen('a', { defect: '1' }), seen('b', { defect: '2' }), seen('c', { defect: '1' })];
  expect(
    group(all.toReversed())
      .map(([id]) => id)
      .sort(),
  ).toEqual(
    group(all)
      .map(([id]) => id)
      .sort(),
  );
});

test('a finding is told from the request that shows it, and names every case that does', () => {
  const [finding] = findingsOf(
    [
      seen('a', { curl: 'longer', message: 'Message of a.' }),
      seen('b', { message: 'Message of b.' }),
      seen('b', { message: 'Message of b.' }),
    ],
    [],
  );
  expect(finding).toEqual({
    id: 'things/listThings/body-parses/200',
    check: 'body-parses',
    severity: 'error',
    api: 'things',
    operation: 'listThings',
    case: 'listThings/examples/b',
    reason: 'it is so',
    message: 'Message of b.',
    curl: 'curl',
    pointer: '/paths/~1things',
    source: 'openapi.yaml:5',
    evidence: 'documented (a-page)',
    expected: 'right',
    actual: 'wrong',
    occurrences: 3,
    cases: ['listThings/examples/a', 'listThings/examples/b'],
  });
});

const refused = ['a', 'b', 'c'].map((name) =>
  seen(name, { check: 'valid-accepted', defect: `examples/${name}` }),
);
const operation = (valid: number, more: Partial<OperationReport> = {}): OperationReport => ({
  api: 'things',
  id: 'listThings',
  method: 'GET',
  path: '/things',
  source: '',
  isSecured: false,
  answers: {},
  valid,
  unauthorized: {},
  checks: {},
  coverage: [],
  ...more,
});
for (const { outcomes, valid, ids, why } of [
  {
    outcomes: refused,
    valid: 3,
    ids: ['things/listThings/valid-accepted/every:valid:request'],
    why: 'every valid request refused is one finding',
  },
  {
    outcomes: refused,
    valid: 4,
    ids: ['a', 'b', 'c'].map((name) => `things/listThings/valid-accepted/examples/${name}`),
    why: 'one accepted, and each refusal is a finding',
  },
  {
    outcomes: refused.slice(0, 1),
    valid: 1,
    ids: ['things/listThings/valid-accepted/examples/a'],
    why: 'one of one says nothing of all',
  },
])
  test(why, () =>
    expect(
      findingsOf(outcomes, [operation(7, { id: 'makeThing' }), operation(valid)]).map(
        ({ id }) => id,
      ),
    ).toEqual(ids),
  );
