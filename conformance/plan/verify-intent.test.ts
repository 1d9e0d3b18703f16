import { expect, test } from 'vitest';
import type { PlannedRequest } from '../core/http/planned-request.ts';
import type { Rule } from '../core/http/request-part.ts';
import type { Json } from '../core/json.ts';
import { jsonBody, operationOf } from '../testing.ts';
import { planCases } from './plan.ts';
import { verifyIntent } from './verify-intent.ts';

const usage = { strength: 'usage', document: 'a-client' };
const operation = operationOf({
  requestBody: {
    required: true,
    ...jsonBody({
      type: 'object',
      properties: {
        day: { type: 'string', format: 'date-time' },
        phone: { type: 'string', format: 'phone', examples: ['+46 8'] },
        name: { type: 'string', minLength: 2, maxLength: 3, 'x-source': usage },
        size: { type: 'integer', maximum: 9 },
      },
      not: { required: ['key'], properties: { key: { format: 'uuid' } } },
    }),
  },
});

const request = (value: Json): PlannedRequest => ({
  parameters: { path: {}, query: {}, header: {}, cookie: {} },
  credentials: 'good',
  body: { mediaType: 'application/json', documented: 'application/json', value },
});
const at = (pointer: string, keyword: string): Rule => ({ in: 'body', pointer, keyword });
const uuid = '9b2e7f04-1c3d-4e5f-8a6b-7c8d9e0f1a2b';

type Row = [why: string, body: Json, meant: 'valid' | Rule, verified: string];
const rows: readonly Row[] = [
  ['keeps every rule', { size: 9 }, 'valid', 'valid'],
  ['breaks a rule', { size: 10 }, 'valid', 'it is meant to be valid, but breaks body/size maximum'],
  ['breaks the rule that it names', { size: 10 }, at('/size', 'maximum'), 'invalid'],
  [
    'breaks nothing',
    { size: 9 },
    at('/size', 'maximum'),
    'it is meant to break body/size maximum, but breaks nothing',
  ],
  ['keeps a format strictly', { day: '2024-02-29T23:59:59Z' }, 'valid', 'valid'],
  ['keeps a format loosely', { day: '2024-02-29 23:59:59z' }, 'valid', 'unspecified'],
  ['was to break it', { day: '2024-02-29 23:59:59z' }, at('/day', 'format'), 'unspecified'],
  ['breaks a format', { day: 'tomorrow' }, at('/day', 'format'), 'invalid'],
  ['is the example of an unknown format', { phone: '+46 8' }, 'valid', 'valid'],
  ['is in an unknown format', { phone: '08' }, 'valid', 'unspecified'],
  ['breaks a rule that only clients keep', { name: 'a' }, at('/name', 'minLength'), 'unspecified'],
  ['keeps a rule that only clients keep', { name: 'ab' }, 'valid', 'valid'],
  ['matches what it must not, strictly', { key: uuid }, at('', 'not'), 'invalid'],
  ['matches what it must not, loosely', { key: uuid.toUpperCase() }, at('', 'not'), 'unspecified'],
  ['matches it under no reading', { key: 'a' }, 'valid', 'valid'],
];

test.for(rows)('%s', ([, body, meant, expected]) => {
  const [intent, rule] =
    meant === 'valid' ? (['valid', at('', '')] as const) : (['invalid', meant] as const);
  const verified = verifyIntent(operation, { request: request(body), intent, rule });
  expect('reason' in verified ? verified.reason : verified.intent).toBe(expected);
});

test('a body without a Content-Type may be read', () => {
  const { body: { mediaType: _, ...body } = request({}).body!, ...others } = request({ size: 9 });
  const rule = { in: 'media-type', pointer: '', keyword: 'content' } as const;
  expect(
    verifyIntent(operation, { request: { ...others, body }, intent: 'invalid', rule }),
  ).toMatchObject({ intent: 'unspecified' });
});

test('an example of a parameter that breaks its schema is in no valid case', () => {
  const integer = { type: 'integer' };
  const operation = operationOf({
    parameters: [
      { name: 'n', in: 'query', schema: integer, example: 'many' },
      {
        ...{ name: 'X-B', in: 'header', required: true, schema: integer },
        examples: { bad: { value: [] }, good: { value: 5 } },
      },
    ],
  });
  const { cases, discarded } = planCases(operation);
  const valid = cases.filter(({ intent }) => intent === 'valid');
  const sent = valid.map(({ request }) => request.parameters);
  expect(sent.flatMap(({ query }) => query.n ?? [])).not.toContain('many');
  expect(sent.map(({ header }) => header['X-B'])).not.toContainEqual([]);
  expect(sent).toContainEqual(expect.objectContaining({ header: { 'X-B': 5 } }));
  expect(discarded.map(({ id }) => id)).toEqual([
    'doThing/examples/query/n/example',
    'doThing/examples/header/X-B/bad',
  ]);
});

test('nor is a broken example of a body that nothing can read', () => {
  const schema = { type: 'object', xml: { name: 'a' }, properties: { n: { type: 'integer' } } };
  const examples = { bad: { value: { n: 'x' } }, good: { value: { n: 1 } } };
  const content = { 'application/xml': { schema, examples } };
  const { cases, discarded } = planCases(operationOf({ requestBody: { content } }));
  const ids = cases.map(({ id }) => id);
  expect(ids).toContain('doThing/examples/body/good');
  expect(ids).not.toContain('doThing/examples/body/bad');
  expect(discarded).toEqual([
    {
      id: 'doThing/examples/body/bad',
      reason: 'it is meant to be valid, but breaks body/n type',
    },
  ]);
});
