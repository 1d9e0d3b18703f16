import { expect, test } from 'vitest';
import type { CaseOutcome } from '../record.ts';
import type { Finding } from '../report.ts';
import { findingsOf } from '../findings.ts';
import { groupsOf } from '../groups.ts';
import {
  accepted,
  answer,
  departs,
  failed,
  observed,
  operation,
  outcome,
  refused,
  status,
  unaccepted,
} from '../testing.ts';

/** Each cause, from outcomes as a run records them. */

function group(outcomes: readonly CaseOutcome[], known: readonly string[] = []) {
  const ids = [...new Set(outcomes.map((one) => one.operation))];
  const operations = ids.map((id) => operation(id));
  const findings = findingsOf(outcomes, operations).map(
    (finding): Finding =>
      known.includes(finding.case)
        ? { ...finding, known: { reason: 'it is old', expires: '2026-12-31' } }
        : finding,
  );
  return groupsOf(findings, { operations, outcomes });
}

const causes: readonly {
  why: string;
  outcomes: readonly CaseOutcome[];
  groups: readonly (readonly [id: string, findings: number])[];
  says?: RegExp;
}[] = [
  {
    why: 'an operation that fails whatever is sent',
    outcomes: [
      failed('make/plain', { isPlain: true }),
      failed('make/null', { intent: 'invalid', breaks: 'body/name type' }),
      outcome('list/plain'),
    ],
    groups: [['things/server-failure/make', 2]],
    says: /^Every request to `make` is answered with a server error, such as 500 "no database"\./,
  },
  {
    why: 'an API of which every operation fails',
    outcomes: [failed('make/plain'), failed('list/plain', { answer: answer(503) })],
    groups: [['things/server-failure', 2]],
    says: /^Every request to all 2 operations \(make and list\)/,
  },
  {
    why: 'operations that fail in the same words, beside one that works',
    outcomes: [failed('make/plain'), failed('list/plain'), outcome('read/plain')],
    groups: [['things/server-failure/make', 2]],
  },
  {
    why: 'a valid request that succeeds shows that single requests are to blame',
    outcomes: [
      outcome('make/plain'),
      failed('make/a', { intent: 'invalid', breaks: 'body/a type' }),
      failed('make/b', { intent: 'invalid', breaks: 'body/b type' }),
    ],
    groups: [
      ['things/make/no-server-error/body/a:type:make/a', 1],
      ['things/make/no-server-error/body/b:type:make/b', 1],
    ],
  },
  {
    why: 'an operation that fails on several values at one location',
    outcomes: [
      failed('make/null', { intent: 'invalid', breaks: 'body/a type' }),
      failed('make/long', { intent: 'invalid', breaks: 'body/a maxLength' }),
      refused('make/missing', 'body/a required'),
    ],
    groups: [['things/rule/make/no-server-error/body/a', 2]],
    says: /`make` fails with 500 "no database" on values of the member `a`/,
  },
  {
    why: 'an operation that validates nothing, with what follows from it',
    outcomes: [
      accepted('make/null', 'body/a type'),
      accepted('make/long', 'query/b maxLength', {
        observations: [
          observed('invalid-refused', 'query/b maxLength'),
          observed('body-matches-schema', '200 /b maxLength'),
        ],
      }),
    ],
    groups: [['things/nothing-validated/make', 3]],
    says: /^Requests are not validated in `make`: none of 2 rules that were tried is enforced \(type and maxLength\)\.$/,
  },
  {
    why: 'an operation that does not even read its body',
    outcomes: [
      accepted('make/null', 'body/a type'),
      accepted('make/long', 'query/b maxLength'),
      accepted('make/cut', 'body malformed'),
    ],
    groups: [['things/nothing-validated/make', 3]],
    says: /Even a body that can not be read is accepted\.$/,
  },
  {
    why: 'a parameter that is not validated, beside one that is',
    outcomes: [
      accepted('list/null', 'query/filter type'),
      accepted('list/long', 'query/filter/where maxLength'),
      refused('list/limit', 'query/limit minimum'),
    ],
    groups: [['things/unvalidated/list/query/filter', 2]],
    says: /^`list` does not validate the query parameter `filter`: 2 rules that were tried are ignored \(type and maxLength of where\)\.$/,
  },
  {
    why: 'two parameters are two causes',
    outcomes: [
      accepted('list/a', 'query/a type'),
      accepted('list/aa', 'query/a enum'),
      accepted('list/b', 'query/b type'),
      accepted('list/bb', 'query/b enum'),
      refused('list/c', 'query/c type'),
    ],
    groups: [
      ['things/unvalidated/list/query/a', 2],
      ['things/unvalidated/list/query/b', 2],
    ],
  },
  {
    why: 'a rule that is ignored, at a location with another one that is enforced',
    outcomes: [
      accepted('make/null', 'body/a type'),
      accepted('make/number', 'body/a type'),
      refused('make/long', 'body/a maxLength'),
    ],
    groups: [['things/rule/make/invalid-refused/body/a:type', 2]],
    says: /^`make` does not enforce the rule `type` of the member `a`\. 2 requests show it: it is null and it is number\.$/,
  },
  {
    why: 'bodies that are broken in two ways are two causes',
    outcomes: [
      accepted('make/comma', 'body malformed'),
      accepted('make/bytes', 'body malformed'),
      refused('make/long', 'body/a maxLength'),
    ],
    groups: [
      ['things/make/invalid-refused/body:malformed:comma', 1],
      ['things/make/invalid-refused/body:malformed:bytes', 1],
    ],
  },
  {
    why: 'the same broken body in several operations is one cause',
    outcomes: [
      accepted('make/comma', 'body malformed'),
      accepted('edit/comma', 'body malformed'),
      refused('make/a', 'body/a type'),
      refused('edit/a', 'body/a type'),
    ],
    groups: [['things/several-operations/invalid-refused/body:malformed:comma', 2]],
    says: /It is so in 2 operations: make and edit\.$/,
  },
  {
    why: 'members of one name in several operations are causes of their own',
    outcomes: [
      accepted('make/a', 'body/a type', {
        observations: [observed('invalid-refused', 'body/a type', { source: 'openapi.yaml:5' })],
      }),
      accepted('edit/a', 'body/a type', {
        observations: [observed('invalid-refused', 'body/a type', { source: 'openapi.yaml:9' })],
      }),
    ],
    groups: [
      ['things/make/invalid-refused/body/a:type', 1],
      ['things/edit/invalid-refused/body/a:type', 1],
    ],
  },
  {
    why: 'credentials of every kind that are accepted alike',
    outcomes: ['none', 'wrong', 'other'].map((name) =>
      outcome(`make/${name}`, {
        intent: 'invalid',
        breaks: 'credentials security',
        observations: [observed('credentials-required', name)],
      }),
    ),
    groups: [['things/credentials/make/success', 3]],
    says: /^No credentials are needed in `make`/,
  },
  {
    why: 'credentials of which one kind is refused',
    outcomes: [
      ...['none', 'wrong'].map((name) =>
        outcome(`make/${name}`, {
          intent: 'invalid',
          breaks: 'credentials security',
          observations: [observed('credentials-required', name)],
        }),
      ),
      refused('make/other', 'credentials security'),
    ],
    groups: [
      ['things/make/credentials-required/none', 1],
      ['things/make/credentials-required/wrong', 1],
    ],
  },
  {
    why: 'undocumented methods',
    outcomes: ['make/PUT', 'make/PATCH', 'list/PUT'].map((id) =>
      accepted(id, `method ${id.split('/')[1]}`),
    ),
    groups: [['things/other-methods', 3]],
    says: /\(PUT and PATCH\).* at the paths of all 2 operations \(make and list\)/,
  },
  {
    why: 'a plain request that is refused, and its variations, also where one is accepted',
    outcomes: [
      unaccepted('make/examples/plain', 'no such code', { isPlain: true }),
      unaccepted('make/header-case/upper', 'no such code'),
      unaccepted('make/required/only', 'no such code'),
      unaccepted('make/length/longest', 'too long'),
      outcome('make/required/all'),
    ],
    groups: [
      ['things/plain-refused/make', 3],
      ['things/make/valid-accepted/length/longest', 1],
    ],
    says: /^The plainest valid request to `make` was refused with 400 "no such code"\. 2 variations of it were refused in the same way\.$/,
  },
  {
    why: 'a plain request that is accepted excuses nothing',
    outcomes: [
      outcome('make/examples/plain', { isPlain: true }),
      unaccepted('make/a', 'no'),
      unaccepted('make/b', 'no'),
    ],
    groups: [
      ['things/make/valid-accepted/a', 1],
      ['things/make/valid-accepted/b', 1],
    ],
  },
  {
    why: 'values of one location that are refused in the same way',
    outcomes: ['longest', 'longest-emoji'].map((name) =>
      unaccepted(`make/length/${name}`, 'too long', {
        observations: [observed('valid-accepted', 'body/a maxLength', { variation: name })],
      }),
    ),
    groups: [['things/rule/make/valid-accepted/body/a', 2]],
    says: /^`make` refuses values of the member `a` that the contract allows, with 400 "too long"\./,
  },
  {
    why: 'an undocumented status of several operations',
    outcomes: [
      status('make/a', 415),
      status('edit/a', 415),
      status('drop/a', 415),
      status('make/b', 409),
    ],
    groups: [
      ['things/several-operations/status-documented/415', 3],
      ['things/make/status-documented/409', 1],
    ],
    says: /It is so in 3 operations: make, edit and drop\.$/,
  },
  {
    why: 'a wrong error body at a shared schema, with every member',
    outcomes: [
      departs('make/a', 400, '/code required', { pointer: '/components/schemas/Error/required' }),
      departs('make/b', 404, '/code required', { pointer: '/components/schemas/Error/required' }),
      departs('edit/a', 400, '/error type', {
        pointer: '/components/schemas/Error/properties/error/type',
      }),
    ],
    groups: [['things/schema/body-matches-schema/make/400', 3]],
    says: /^Responses of 2 operations \(make and edit\), with the status 400 and 404, depart from their schema in the same way, at `code` \(required\) and `error` \(type\)\.$/,
  },
  {
    why: 'wrong error bodies of one shape, where every operation has a schema of its own',
    outcomes: [
      departs('make/a', 400, '/code required', { pointer: '/paths/~1make/post/responses/400' }),
      departs('edit/a', 400, '/code required', { pointer: '/paths/~1edit/put/responses/400' }),
      departs('drop/a', 400, '/text type', { pointer: '/paths/~1drop/post/responses/400' }),
    ],
    groups: [
      ['things/schema/body-matches-schema/make/400', 2],
      ['things/drop/body-matches-schema/400:/text:type', 1],
    ],
  },
  {
    why: 'two departures of one success are two causes',
    outcomes: [departs('make/a', 200, '/a type'), departs('make/b', 200, '/b type')],
    groups: [
      ['things/make/body-matches-schema/200:/a:type', 1],
      ['things/make/body-matches-schema/200:/b:type', 1],
    ],
  },
  {
    why: 'undocumented members of a schema are one remark',
    outcomes: ['make/a', 'edit/a'].map((id) =>
      outcome(id, {
        observations: ['/x', '/y'].map((member) =>
          observed('undocumented-member', `200 ${member}`, {
            severity: 'notice',
            pointer: '/components/schemas/Thing',
          }),
        ),
      }),
    ),
    groups: [['things/schema/undocumented-member/make/200', 4]],
    says: /^Responses have 2 members that the contract does not document: `x` and `y`\./,
  },
];
for (const { why, outcomes, groups, says } of causes)
  test(why, () => {
    const found = group(outcomes);
    expect(found.map(({ id, findings }) => [id, findings.length])).toEqual(groups);
    if (says) expect(found[0]?.message).toMatch(says);
  });

test('the order of outcomes changes no group', () => {
  for (const { outcomes } of causes) {
    const membersOf = (some: readonly CaseOutcome[]) =>
      group(some)
        .map(({ findings }) => findings.toSorted().join('\n'))
        .toSorted();
    expect(membersOf(outcomes.toReversed())).toEqual(membersOf(outcomes));
  }
});

test('every finding is in one group', () => {
  const outcomes = causes.flatMap((one, index) =>
    one.outcomes.map((each) => ({
      ...each,
      id: `${index}${each.id}`,
      operation: `${index}${each.operation}`,
    })),
  );
  const ids = group(outcomes).flatMap(({ findings }) => findings);
  expect(new Set(ids).size).toBe(ids.length);
  expect(ids.toSorted()).toEqual(
    findingsOf(
      outcomes,
      [...new Set(outcomes.map((one) => one.operation))].map((id) => operation(id)),
    )
      .map(({ id }) => id)
      .toSorted(),
  );
});

test('known findings have groups of their own, behind the new ones', () => {
  const outcomes = [
    unaccepted('make/examples/plain', 'no', { isPlain: true }),
    unaccepted('make/a', 'no'),
    unaccepted('make/b', 'no'),
    unaccepted('make/c', 'no'),
  ];
  expect(
    group(outcomes, ['make/examples/plain', 'make/a']).map(({ id, findings }) => [
      id,
      findings.length,
    ]),
  ).toEqual([
    ['things/plain-refused/make', 2],
    ['things/plain-refused/make/known', 2],
  ]);
});
