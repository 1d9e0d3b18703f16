import { expect, test } from 'vitest';
import { exchangeOf, type Exchange } from '../checks/exchange.ts';
import type { Case } from '../generators/case.ts';
import type { OperationReport } from './record.ts';
import { operationOf } from '../testing.ts';
import { operationStatistics } from '../run/operation-statistics.ts';
import { unjudgeable } from './not-judgeable.ts';

const contract = { api: 'things', place: () => 'things.yaml:1' };
const key = {
  components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
};
const responses = { 200: {}, 202: {}, 401: {}, 403: {} };
const open = operationOf({ responses });
const secured = operationOf(
  {
    responses,
    security: [{ key: [] }],
    'x-refusals': { unauthorized: { response: '403', example: 'e' } },
  },
  key,
);
/** Refuses everything with one status, as Mixin does. */
const uniform = operationOf(
  {
    responses,
    security: [{ key: [] }],
    'x-refusals': {
      unauthorized: { response: '202', example: 'e' },
      invalid: { response: '202', example: 'f' },
    },
  },
  key,
);

/** The same, with codes in the body that tell the kinds apart. */
const refusals = {
  content: {
    'application/json': {
      schema: { type: 'object' },
      examples: {
        stranger: { value: { code: 401, text: 'a' } },
        wrong: { value: { code: 10002, text: 'b' } },
      },
    },
  },
};
const coded = operationOf(
  {
    responses: { 200: {}, 202: refusals },
    security: [{ key: [] }],
    'x-refusals': {
      unauthorized: { response: '202', example: 'stranger' },
      invalid: { response: '202', example: 'wrong' },
    },
  },
  key,
);

const answered = (
  operation: Case['operation'],
  intent: Case['intent'],
  ...statuses: number[]
): Exchange[] => statuses.flatMap((status) => answeredWith(operation, intent, status, ''));

const answeredWith = (
  operation: Case['operation'],
  intent: Case['intent'],
  status: number,
  ...bodies: string[]
): Exchange[] =>
  bodies.map((body) =>
    exchangeOf({
      case: {
        id: 'a/b/c',
        generator: 'b',
        origin: 'plan',
        operation,
        intent,
        rule: { in: 'body', pointer: '', keyword: 'examples' },
        reason: 'it is so',
        request: {
          parameters: { path: {}, query: {}, header: {}, cookie: {} },
          credentials: 'good',
        },
      },
      request: { method: 'POST', path: '/things', headers: [] },
      reply: {
        status,
        headers: new Map([['content-type', 'application/json']]),
        body: Buffer.from(body),
      },
      milliseconds: 1,
      limit: 1000,
    }),
  );

const targets: readonly {
  answers: readonly Exchange[];
  reason: string | undefined;
  why: string;
}[] = [
  { answers: [], reason: undefined, why: 'nothing was answered' },
  {
    answers: answered(open, 'valid', 404, 404),
    reason: 'every response from the-target had the status 404, so things is not served there.',
    why: 'nothing is there',
  },
  {
    answers: answered(open, 'valid', 404, 405, 301),
    reason: 'every response from the-target had the status 301 or 404 or 405',
    why: 'another server',
  },
  {
    answers: answered(open, 'valid', 502, 503),
    reason: 'every response from the-target had the status 502 or 503',
    why: 'a gateway with nothing behind it',
  },
  {
    answers: answered(open, 'valid', 404, 404, 200),
    reason: undefined,
    why: 'one answer of its own',
  },
  {
    answers: answered(open, 'valid', 500, 500),
    reason: undefined,
    why: 'an implementation that fails',
  },
  {
    answers: answered(open, 'valid', 401, 401),
    reason: undefined,
    why: 'an operation that needs no credentials',
  },
  {
    answers: answered(secured, 'valid', 401, 401),
    reason: 'the-target rejected the given credentials',
    why: '401 to every valid request',
  },
  {
    answers: answered(secured, 'valid', 403, 403),
    reason: 'the-target rejected the given credentials',
    why: 'the documented refusal of strangers to every valid request',
  },
  {
    answers: [...answered(secured, 'valid', 401, 401), ...answered(secured, 'invalid', 400)],
    reason: 'the-target rejected the given credentials',
    why: 'what invalid requests get does not count',
  },
  {
    answers: answered(secured, 'valid', 401, 200),
    reason: undefined,
    why: 'one valid request got in',
  },
  {
    answers: answered(secured, 'valid', 401),
    reason: undefined,
    why: 'one request says nothing of all',
  },
  {
    answers: answered(uniform, 'valid', 202, 202),
    reason: undefined,
    why: 'a status that refuses everything',
  },
  {
    answers: answeredWith(
      coded,
      'valid',
      202,
      '{"code":401,"text":"x"}',
      '{"code":401,"text":"y"}',
    ),
    reason: 'the-target rejected the given credentials',
    why: 'the code of the documented refusal of strangers, in other words',
  },
  {
    answers: answeredWith(coded, 'valid', 202, '{"code":401}', '{"code":10002}'),
    reason: undefined,
    why: 'one request was refused for another reason',
  },
  {
    answers: answeredWith(coded, 'valid', 202, 'no JSON', '{}'),
    reason: undefined,
    why: 'a body that says nothing',
  },
];
/** What a run counts of some answers. */
const counted = (answers: readonly Exchange[]): OperationReport[] =>
  [...Map.groupBy(answers, (exchange) => exchange.case.operation)].map(([operation, own]) => {
    const statistics = operationStatistics(contract, operation, []);
    for (const exchange of own) statistics.enter([], exchange);
    return statistics.report();
  });

const target = { name: 'things', target: 'the-target' };
for (const { answers, reason, why } of targets) {
  test(`${reason ? 'can not be judged' : 'can be judged'}: ${why}`, () => {
    const said = unjudgeable(target, counted(answers));
    if (reason === undefined) expect(said).toBeUndefined();
    else expect(said?.reason).toContain(reason);
  });
}

test('what needs no credentials can be judged although nobody was let in', () => {
  const said = unjudgeable(target, counted(answered(secured, 'valid', 401, 401)));
  expect(
    [secured, open].map((operation) =>
      said?.concerns({ isSecured: operation.security.length > 0 }),
    ),
  ).toEqual([true, false]);
});

test('where a request that is not judged succeeded, the API is there', () => {
  const gone = counted(answered(open, 'unspecified', 404));
  expect(unjudgeable({ ...target, isServed: true }, gone)).toBeUndefined();
  expect(unjudgeable(target, gone)).toBeDefined();
});
