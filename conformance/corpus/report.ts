import type {
  CaseOutcome,
  CoverageItem,
  OperationReport,
  RunRecord,
  RecordedObservation,
} from '../report/record.ts';
import type { FindingGroup, Report } from '../report/report.ts';
import { severities } from '../checks/severity.ts';
import { conclude } from '../report/conclude.ts';
import { inOrder, singlesOf } from '../report/groups.ts';

/**
 * The frozen report that reporters are tested with: it has everything that a report can hold, and
 * no new check changes it.
 */

const observation = (
  check: string,
  defect: string,
  more: Partial<RecordedObservation> = {},
): RecordedObservation => ({
  check,
  severity: 'error',
  defect,
  message: 'The operation answered with the status 418, which it does not document.',
  pointer: '/paths/~1things/post/responses',
  source: 'spec/things/openapi.yaml:40',
  evidence: '',
  expected: '201, 422',
  actual: '418',
  curl: `curl -i 'http://127.0.0.1:4010/things'`,
  ...more,
});

const outcome = (id: string, reason: string, more: Partial<CaseOutcome> = {}): CaseOutcome => ({
  id,
  api: 'things',
  operation: id.split('/')[0]!,
  intent: 'valid',
  reason,
  milliseconds: 3.2,
  observations: [],
  ...more,
});

const item = (
  kind: CoverageItem['kind'],
  name: string,
  state: CoverageItem['state'],
  counts = true,
): CoverageItem => ({
  kind,
  name,
  source: `spec/things/openapi.yaml:${10 + name.length}`,
  state,
  counts,
});

const operation = (
  id: string,
  method: string,
  path: string,
  more: Partial<OperationReport> = {},
): OperationReport => ({
  api: 'things',
  id,
  method,
  path,
  source: 'spec/things/openapi.yaml:8',
  isSecured: false,
  answers: { 200: 2 },
  valid: 2,
  unauthorized: {},
  checks: { 'status-documented': 2, 'no-server-error': 2, 'within-time': 2 },
  coverage: [item('operation', id, 'exercised'), item('status', '200', 'seen')],
  ...more,
});

const tooLong = observation('invalid-refused', 'body/name maxLength', {
  message:
    'A request that breaks a rule of the contract was accepted: `name` must have at most 3 characters.',
  pointer:
    '/paths/~1things/post/requestBody/content/application~1json/schema/properties/name/maxLength',
  source: 'spec/things/openapi.yaml:31',
  evidence: 'documented (make-thing)',
  expected: 'a refusal with 422',
  actual: '201 {"id":"1","name":"abcd"}',
  curl: `curl -i -X POST 'http://127.0.0.1:4010/things' -H 'Content-Type: application/json' -H 'Authorization: Bearer '"$THINGS_BEARER" --data-binary '{"name":"abcd"}'`,
});
const noText: RecordedObservation = {
  ...tooLong,
  defect: 'body/name type',
  variation: 'null',
  message: 'A request that breaks a rule of the contract was accepted: `name` must be a string.',
  pointer: tooLong.pointer.replace(/maxLength$/, 'type'),
  source: 'spec/things/openapi.yaml:29',
  actual: '201 {"id":"2","name":null}',
  curl: tooLong.curl.replace('"abcd"', 'null'),
};
const tooShort: RecordedObservation = {
  ...tooLong,
  defect: 'body/name minLength',
  variation: 'too-short',
  message:
    'A request that breaks a rule of the contract was accepted: `name` must have at least 1 character.',
  pointer: tooLong.pointer.replace(/maxLength$/, 'minLength'),
  source: 'spec/things/openapi.yaml:30',
  evidence: 'observed (make-thing)',
  strength: 'observed',
  actual: '201 {"id":"3","name":""}',
  curl: tooLong.curl.replace('"abcd"', '""'),
};
// characters that a terminal, a page, an XML reader or a workflow would interpret
const nonsense = observation('body-parses', '201', {
  message: 'The body of the answer with status 201 is no JSON.',
  pointer: '/paths/~1things/post/responses/201/content/application~1json',
  source: 'spec/things/openapi.yaml:44',
  expected: 'application/json that can be parsed',
  actual:
    'line one\nline two\u001b[2J\r\u009b31m ü 😀 <script>alert(1)</script> & "quoted" ]]> | `code` %0A::error::x \ufffe\ud800',
  curl: `printf '\\141\\012\\142' | curl -i -X POST 'http://127.0.0.1:4010/things' --data-binary @-`,
});
const slow = observation('within-time', 'slow', {
  severity: 'warning',
  message: 'The answer took longer than the run allows.',
  source: 'spec/things/openapi.yaml:8',
  expected: 'a complete answer within 10 s',
  actual: '12.5 s',
});
const secret = observation('undocumented-member', '200 /*/secret', {
  severity: 'notice',
  message:
    'The answer with status 200 has a member that the contract does not document: `0.secret`.',
  pointer: '/paths/~1things/get/responses/200/content/application~1json/schema',
  source: 'spec/things/openapi.yaml:20',
  expected: 'documented members only',
  actual: '7',
});
const teapot = observation('status-documented', '418');

const noThing = {
  api: 'things',
  operation: 'dropThing',
  reason: 'every valid request was refused with 404, as the operation documents',
  question:
    'Is there a thing `7`? If not, set one that exists under targets.things.values.dropThing.',
  cases: 1,
} as const;

export const frozenRecord: RunRecord = {
  started: '2026-11-26T03:04:05.678Z',
  milliseconds: 1249,
  checks: [
    ['body-matches-schema', 'schema'],
    ['body-parses', 'parses'],
    ['credentials-required', 'auth'],
    ['echo-true', 'echo'],
    ['invalid-refused', 'refuses'],
    ['no-server-error', 'no 5xx'],
    ['status-documented', 'status'],
    ['undocumented-member', 'members'],
    ['valid-accepted', 'accepts'],
    ['within-time', 'in time'],
  ].map(([id, label]) => ({ id: id!, label: label!, summary: `What ${id} stands for is so.` })),
  apis: [
    {
      name: 'things',
      target: 'http://127.0.0.1:4010/things',
      operations: ['listThings', 'makeThing', 'dropThing', 'askThing'],
      unsupported: [
        'spec/things/openapi.yaml:90: uploadThing: its request body is image/png; only JSON is supported yet',
      ],
      discarded: [
        {
          id: 'makeThing/length/body/text/longest',
          reason: 'a text of 2147483647 characters is too long to send',
        },
      ],
      leftOut: 3,
    },
    {
      name: 'others',
      target: 'https://others.example.com',
      operations: ['listOthers'],
      error: "https://others.example.com can't be reached: the connection was refused",
      unsupported: [],
      discarded: [],
      leftOut: 0,
    },
  ],
  operations: [
    operation('listThings', 'GET', '/things', {
      checks: {
        'status-documented': 2,
        'body-matches-schema': 2,
        'undocumented-member': 2,
        'valid-accepted': 2,
        'no-server-error': 2,
        'within-time': 2,
      },
    }),
    operation('makeThing', 'POST', '/things', {
      isSecured: true,
      answers: { 201: 14, 422: 5, 418: 1 },
      checks: {
        'status-documented': 20,
        'body-parses': 20,
        'body-matches-schema': 8,
        'invalid-refused': 6,
        'valid-accepted': 14,
        'credentials-required': 3,
        'no-server-error': 20,
        'within-time': 20,
      },
      coverage: [
        item('operation', 'makeThing', 'exercised'),
        item('parameter', 'header/X-Trace', 'exercised'),
        item('parameter', 'query/dry', 'never'),
        item('example', 'request body one', 'exercised'),
        item('example', 'request body two', 'never'),
        item('member', 'request body /name', 'exercised'),
        item('rule', 'body/name maxLength', 'exercised'),
        item('rule', 'body/name required', 'exercised'),
        item('rule', 'query/dry type', 'never'),
        item('status', '201', 'seen'),
        item('status', '422', 'seen'),
        item('status', '500', 'never', false),
        item('member', 'answer 201 /id', 'seen', false),
        item('member', 'answer 201 /note', 'never', false),
      ],
    }),
    operation('dropThing', 'DELETE', '/things/{id}', {
      answers: {},
      valid: 0,
      checks: {},
      coverage: [item('operation', 'dropThing', 'never'), item('status', '204', 'never')],
    }),
    operation('askThing', 'GET', '/things/{id}', {
      answers: {},
      valid: 0,
      checks: { 'within-time': 1 },
      coverage: [item('operation', 'askThing', 'never'), item('status', '200', 'never')],
    }),
    {
      ...operation('listOthers', 'GET', '/others', {
        answers: {},
        valid: 0,
        checks: {},
        coverage: [item('operation', 'listOthers', 'never')],
      }),
      api: 'others',
    },
  ],
  outcomes: [
    outcome(
      'listThings/examples/plain',
      'it is the plainest request that the operation documents',
      { observations: [secret] },
    ),
    outcome('listThings/repeat/in-turn', 'it is sent twice in a row', { observations: [slow] }),
    outcome('makeThing/examples/body/one', 'its body is the documented example `one`'),
    outcome(
      'makeThing/length/body/name/too-long',
      '`name` is too long: 4 characters where 3 is the most',
      { intent: 'invalid', observations: [tooLong] },
    ),
    outcome('makeThing/required/only', 'it has only what is required', {
      observations: Array.from({ length: 12 }, () => nonsense),
    }),
    outcome('makeThing/credentials/none', 'it carries no credentials, which the operation needs', {
      intent: 'invalid',
      observations: [teapot],
    }),
    outcome('makeThing/required/all', 'it has everything that is documented', {
      unjudged: {
        kind: 'skip',
        reason: 'it needs another value where the configuration gives a known one',
      },
    }),
    outcome(
      'makeThing/length/body/name/too-short',
      '`name` is too short: 0 characters where 1 is the least',
      { intent: 'invalid', observations: [tooShort] },
    ),
    outcome('makeThing/type/body/name/null', '`name` is null instead of string', {
      intent: 'invalid',
      observations: [noText],
    }),
    outcome('dropThing/examples/plain', 'it is the plainest request that the operation documents', {
      unjudged: { kind: 'skip', reason: noThing.reason },
    }),
    outcome('askThing/examples/plain', 'it is the plainest request that the operation documents', {
      unjudged: { kind: 'error', reason: 'no complete answer came within 10 s' },
    }),
    {
      ...outcome(
        'listOthers/examples/plain',
        'it is the plainest request that the operation documents',
        {
          unjudged: {
            kind: 'error',
            reason: "https://others.example.com can't be reached: the connection was refused",
          },
        },
      ),
      api: 'others',
    },
  ],
};

/** What `conclude` makes of the record, with a baseline that has expired entries. */
const concluded = conclude(frozenRecord, {
  minCoverage: 80,
  baseline: {
    file: 'known-findings.yaml',
    isComplete: true,
    entries: [
      {
        id: 'things/makeThing/status-documented/418',
        reason: 'the teapot is replaced in release 12',
        expires: '2026-12-31',
      },
      {
        id: 'things/listThings/within-time/slow',
        reason: 'the index is missing',
        expires: '2026-10-31',
      },
      {
        id: 'things/makeThing/echo-true//name',
        reason: 'fixed in release 11',
        expires: '2027-01-31',
      },
    ],
  },
});

/** A report with a change. Other findings have groups of their own. */
export const changed = (report: Report, change: Partial<Report>): Report => ({
  ...report,
  ...change,
  ...(change.findings ? { groups: singlesOf(change.findings) } : {}),
});

/** A report with some findings in one group. The first one stands for all. */
export function withGroup(
  report: Report,
  group: Pick<FindingGroup, 'id' | 'cause' | 'message' | 'findings'>,
): Report {
  const members = report.findings.filter(({ id }) => group.findings.includes(id));
  const whole: FindingGroup = {
    ...group,
    api: members[0]!.api,
    operations: [...new Set(members.map(({ operation }) => operation))],
    severity: severities.findLast((one) => members.some(({ severity }) => severity === one))!,
  };
  const others = report.groups.filter(({ findings }) => !group.findings.includes(findings[0]!));
  return { ...report, groups: inOrder([...others, whole], report.findings) };
}

/**
 * Findings of every severity, one of them known, three of one cause; and an operation that could
 * not be judged for want of a value.
 */
export const frozenReport: Report = withGroup(
  { ...concluded, notJudged: [noThing] },
  {
    id: 'things/makeThing/unchecked/body/name',
    cause: 'unchecked',
    message:
      'The member `name` of the request body is not validated: requests that break 3 of its rules were accepted.',
    findings: ['maxLength', 'type:null', 'minLength:too-short'].map(
      (rule) => `things/makeThing/invalid-refused/body/name:${rule}`,
    ),
  },
);

/** A report without findings. */
export const passingReport: Report = conclude({
  ...frozenRecord,
  apis: [
    {
      name: 'things',
      target: 'http://127.0.0.1:4010/things',
      operations: ['listThings'],
      unsupported: [],
      discarded: [],
      leftOut: 0,
    },
  ],
  operations: [frozenRecord.operations[0]!],
  outcomes: [
    outcome('listThings/examples/plain', 'it is the plainest request that the operation documents'),
  ],
});
