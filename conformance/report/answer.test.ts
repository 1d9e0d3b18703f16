import { expect, test } from 'vitest';
import { exchangeOf } from '../checks/exchange.ts';
import type { Operation } from '../core/contract/model.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { answerOf, isSameAnswer } from './answer.ts';

const refusals = jsonBody(
  { type: 'object' },
  { examples: { stranger: { value: { code: 401 } }, wrong: { value: { code: 10002 } } } },
);
/** Refuses with 202 whatever is wrong, and tells the kinds apart by a code. */
const uniform = operationOf({
  'x-refusals': {
    unauthorized: { response: '202', example: 'stranger' },
    invalid: { response: '202', example: 'wrong' },
  },
  responses: { 200: jsonBody({ type: 'object' }), 202: refusals },
});
const plain = operationOf({
  'x-refusals': { forbidden: { response: '403', example: 'wrong' } },
  responses: { 200: jsonBody({ type: 'object' }), 400: refusals, 403: refusals },
});

const exchange = (operation: Operation, status: number, text: string, sent = '{}') =>
  exchangeOf({
    case: {
      id: 'a/b/c',
      generator: 'b',
      origin: 'plan',
      operation,
      intent: 'valid',
      rule: { in: 'body', pointer: '', keyword: 'examples' },
      reason: 'it is so',
      request: {
        parameters: { path: {}, query: {}, header: {}, cookie: {} },
        credentials: 'good',
      },
    },
    request: {
      method: 'POST',
      path: '/things',
      headers: [['Content-Type', 'application/json']],
      body: Buffer.from(sent),
    },
    reply: {
      status,
      headers: new Map([['content-type', 'application/json']]),
      body: Buffer.from(text),
    },
    milliseconds: 1,
    limit: 1000,
  });
const answer = (...parts: Parameters<typeof exchange>) => answerOf(exchange(...parts));

const taking = operationOf({
  requestBody: jsonBody({ type: 'object' }),
  responses: { 200: jsonBody({ type: 'object' }), 400: refusals },
});

const texts: readonly (readonly [why: string, body: string, says: string, sent?: string])[] = [
  ['the code and the message', '{"code":7,"message":"No","user":"ada"}', '7 | No'],
  ['what stands deeper', '{"error":{"status":400,"description":"No"}}', 'No'],
  ['several errors', '{"errors":[{"field":"a","msg":"no"},{"field":"b"}]}', 'a | no | b'],
  ['not the status, which is told apart', '{"statusCode":400,"code":400,"message":"No"}', 'No'],
  ['a page in words', '<html><h1>Bad  Request</h1></html>', 'Bad Request'],
  ['nothing', '', ''],
  [
    'no value of the request',
    '{"message":"ada lovelace exists"}',
    '… exists',
    '{"a":"ada lovelace"}',
  ],
  [
    'a short value only where it is quoted',
    '{"message":"\'no\' is no name"}',
    "'…' is no name",
    '{"a":"no"}',
  ],
  [
    'no identifier and no time of its own',
    '{"message":"9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b at 2026-11-28T12:00:00.5Z"}',
    '… at …',
  ],
];
test.for(texts)('an answer says %s', ([, body, says, sent]) =>
  expect(answer(taking, 400, body, sent).says).toBe(says),
);

test('an answer has a meaning, a kind, and says nothing where it is a success', () => {
  expect(answer(taking, 200, '{"message":"Done"}')).toEqual({
    status: 200,
    meaning: 'success',
    isDocumented: true,
    says: '',
  });
  expect(answer(taking, 500, '{"message":"Oh"}')).toMatchObject({
    meaning: 'failure',
    isDocumented: false,
    says: 'Oh',
  });
});

test('the kind of a refusal comes from its status, else from the codes of the examples', () => {
  const kindOf = (operation: Operation, status: number, body: string) =>
    answer(operation, status, body).refusal;
  expect(kindOf(plain, 403, '{}')).toBe('forbidden');
  expect(kindOf(plain, 400, '{}')).toBeUndefined();
  expect(kindOf(plain, 401, '{}')).toBe('unauthorized');
  expect(kindOf(uniform, 202, '{"code":401}')).toBe('unauthorized');
  expect(kindOf(uniform, 202, '{"code":10002}')).toBe('invalid');
  // in doubt it blames the request
  expect(kindOf(uniform, 202, '{"code":7}')).toBe('invalid');
});

test('secrets are masked before anything is cut', () => {
  const secret = 'k-9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b';
  const text = `{"message":"${'x'.repeat(150)} ${secret}"}`;
  const { says } = answerOf(exchange(taking, 400, text), (plain) =>
    plain.replaceAll(secret, '<gone>'),
  );
  expect(says).toMatch(/x <gone>$/);
});

test('answers are the same if status and words are', () => {
  const one = answer(taking, 400, '{"message":"No"}');
  expect(isSameAnswer(one, answer(taking, 400, '{"message":"No","at":1}'))).toBe(true);
  expect(isSameAnswer(one, answer(taking, 400, '{"message":"Yes"}'))).toBe(false);
  expect(isSameAnswer(one, answer(taking, 404, '{"message":"No"}'))).toBe(false);
  expect(isSameAnswer(undefined, undefined)).toBe(false);
});
