import { expect, test } from 'vitest';
import { redactor } from '../core/auth/redact.ts';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Json } from '../core/json.ts';
import type { Case } from '../generators/case.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { reproductionLine, type Reproduction, type ReproductionContext } from './reproduce.ts';

const operation = operationOf({ requestBody: jsonBody({ type: 'object' }) });
const requestOf = (value: Json): PlannedRequest => ({
  parameters: { path: {}, query: {}, header: {}, cookie: {} },
  body: { mediaType: 'application/json', documented: 'application/json', value },
  credentials: 'good',
});
const caseOf = (value: Json, more: Partial<Case> = {}): Case => ({
  id: 'doThing/plain/body',
  generator: 'plain',
  origin: 'plan',
  operation,
  intent: 'valid',
  rule: { in: 'body', pointer: '', keyword: '' },
  reason: 'it is an example',
  request: requestOf(value),
  ...more,
});
const small = { a: 1 };
const large = { a: 'x'.repeat(20_000) };

const target = 'http://127.0.0.1:4020';
const curl = (start: string, body: string) =>
  `${start} -X POST '${target}/things' -H 'Content-Type: application/json' -H 'Accept: */*' --data-binary '${body}'`;
const lines: readonly {
  testCase: Case;
  reproduction?: Reproduction;
  context?: Partial<ReproductionContext>;
  line: string;
  why: string;
}[] = [
  { testCase: caseOf(small), line: curl('curl -i', '{"a":1}'), why: 'one curl command' },
  {
    testCase: caseOf(small),
    reproduction: { after: [requestOf({ a: 3 }), requestOf({ a: 2 })] },
    line: [
      curl('curl -so /dev/null', '{"a":3}'),
      curl('curl -so /dev/null', '{"a":2}'),
      curl('curl -i', '{"a":1}'),
    ].join('; '),
    why: 'as many curl commands as the sequence has requests',
  },
  {
    testCase: caseOf(small),
    reproduction: { after: [requestOf({ a: 2 })] },
    line: `${curl('curl -so /dev/null', '{"a":2}')}; ${curl('curl -i', '{"a":1}')}`,
    why: 'curl with a request before',
  },
  {
    testCase: caseOf(small, { repeat: [requestOf(small), requestOf({ a: 2 })] }),
    line: `npm run conformance -- things --target ${target} --case doThing/plain/body`,
    why: 'the runner for requests at the same time',
  },
  {
    testCase: caseOf(large, { id: "doThing/it's" }),
    reproduction: { maxSeconds: 0.5 },
    context: { invocation: { api: 'my specs/things.yaml', config: 'staging.yaml' } },
    line: `npm run conformance -- 'my specs/things.yaml' --target ${target} --config staging.yaml --case 'doThing/it'\\''s' --timeout 0.5`,
    why: 'the runner for a large body, called as the user did',
  },
  {
    testCase: caseOf(large),
    context: { isMock: true },
    line: 'npm run conformance -- things --case doThing/plain/body',
    why: 'the mock of a run has ended, and the runner starts another',
  },
  {
    testCase: caseOf(large, { id: 'doThing/fuzz/7', generator: 'fuzz', origin: 'fuzz' }),
    context: { fuzz: { count: 100, seed: 3 } },
    line: `npm run conformance -- things --target ${target} --operation doThing --fuzz 100 --seed 3`,
    why: 'a random request is made again from its seed',
  },
  {
    testCase: caseOf(small, { id: 'doThing/fuzz/7', generator: 'fuzz', origin: 'fuzz' }),
    context: { fuzz: { count: 100, seed: 3 } },
    line: curl('curl -i', '{"a":1}'),
    why: 'curl for a random request that is small',
  },
  {
    testCase: caseOf({ a: 'czNjcmV0LXZhbHVl' }),
    context: { redact: redactor([], ['s3cret-value']) },
    line: `npm run conformance -- things --target ${target} --case doThing/plain/body`,
    why: 'the runner where curl would show a secret in base64',
  },
];
for (const { testCase, reproduction = {}, context = {}, line, why } of lines)
  test(`a finding is repeated by ${why}`, () =>
    expect(
      reproductionLine(testCase, reproduction, {
        target,
        redact: redactor([]),
        secrets: new Map(),
        credentials: new Map(),
        ...context,
      }),
    ).toBe(line));
