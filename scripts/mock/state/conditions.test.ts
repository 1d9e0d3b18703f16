import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Readable } from '../../../conformance/core/http/runtime-expression.ts';
import { complaintOf, description, folderWith, jsonBody } from '../../../conformance/testing.ts';
import { readScenario } from '../cli/flag-files.ts';
import type { Entry } from '../cli/log.ts';
import { ask, start } from '../testing.ts';
import { conditionsOf, type When } from './scenario-conditions.ts';
import { openScenario, type Rule } from './scenario.ts';

const answer = (names: readonly string[]) => ({
  description: 'An answer.',
  ...jsonBody(
    { type: 'object' },
    { examples: Object.fromEntries(names.map((name) => [name, { value: { it: name } }])) },
  ),
});
const query = (name: string, type: string) => ({ name, in: 'query', schema: { type } });
const paths = {
  '/pins/{user}': {
    post: {
      operationId: 'createPin',
      security: [{ bearer: [] }],
      parameters: [
        { name: 'user', in: 'path', required: true, schema: { type: 'integer' } },
        query('page', 'integer'),
        query('word', 'string'),
        { name: 'X-Tenant', in: 'header', schema: { type: 'string' } },
      ],
      requestBody: jsonBody({
        type: 'object',
        required: ['pin'],
        properties: {
          pin: { type: 'string', maxLength: 40 },
          user: { type: 'object', properties: { id: { type: 'integer' }, 'a/b': {} } },
          list: { type: 'array', items: { type: 'object', properties: { of: {} } } },
          open: { type: 'object' },
        },
      }),
      responses: { 200: answer(['first', 'second', 'third']), 422: answer(['tooSimple']) },
    },
  },
  '/plain': { get: { operationId: 'getPlain', responses: { 200: answer(['plain', 'second']) } } },
};
const folder = folderWith({
  'pins.yaml': description(paths, {
    components: { securitySchemes: { bearer: { type: 'http', scheme: 'bearer' } } },
  }),
});
const contract = loadContract('pins', join(folder, 'pins.yaml'));
const operationNamed = (id: string) => contract.operations.find((each) => each.id === id)!;
const createPin = operationNamed('createPin');

const none = { path: {}, query: {}, header: {}, cookie: {} };
const request: Readable = {
  parameters: { ...none, path: { user: 7 }, query: { page: 3 }, header: { 'X-Tenant': 'acme' } },
  body: { pin: '000042', user: { id: 2, 'a/b': null }, list: [{ of: [1] }] },
  credentials: { bearer: { uid: 'u1' } },
};

const conditions: readonly (readonly [why: string, when: When, holds: boolean, words: string])[] = [
  ['a plain value', { '/pin': '000042' }, true, '/pin equals "000042"'],
  ['an expression', { '$request.body#/pin': '000042' }, true, '$request.body#/pin equals "000042"'],
  ['another value', { '/pin': '42' }, false, '/pin equals "42"'],
  ['another type', { '$request.query.page': '3' }, false, '$request.query.page equals "3"'],
  ['a number', { '$request.query.page': 3 }, true, '$request.query.page equals 3'],
  ['a path', { '$request.path.user': 7 }, true, '$request.path.user equals 7'],
  [
    'a header field in lower case',
    { '$request.header.x-tenant': 'acme' },
    true,
    '$request.header.x-tenant equals "acme"',
  ],
  ['a claim', { '$credentials.bearer#/uid': 'u1' }, true, '$credentials.bearer#/uid equals "u1"'],
  [
    'the members in another order',
    { '/user': { equals: { 'a/b': null, id: 2 } } },
    true,
    '/user equals {"a/b":null,"id":2}',
  ],
  ['null is there', { '/user/a~1b': null }, true, '/user/a~1b equals null'],
  ['an element', { '/list/0/of': [1] }, true, '/list/0/of equals [1]'],
  ['one of some', { '/user/id': { in: [1, 2] } }, true, '/user/id is in [1,2]'],
  ['none of some', { '/user/id': { in: [1, 3] } }, false, '/user/id is in [1,3]'],
  ['a pattern matches anywhere', { '/pin': { matches: '00' } }, true, '/pin matches 00'],
  ['a pattern with an anchor', { '/pin': { matches: '^42' } }, false, '/pin matches ^42'],
  ['the text of a number', { '/user/id': { matches: '^2$' } }, true, '/user/id matches ^2$'],
  ['a list has no text', { '/list': { matches: '.' } }, false, '/list matches .'],
  ['present', { '/user/a~1b': { present: true } }, true, '/user/a~1b is present'],
  ['absent', { '$request.query.word': { present: false } }, true, '$request.query.word is absent'],
  [
    'not absent',
    { '$request.query.page': { present: false } },
    false,
    '$request.query.page is absent',
  ],
  [
    'all operators',
    { '/pin': { matches: '^0', in: ['1'] } },
    false,
    '/pin matches ^0 and is in ["1"]',
  ],
];
test.each(conditions)('%s', (_, when, holds, words) => {
  const [condition] = conditionsOf(when);
  expect(condition!.holds(createPin, request)).toBe(holds);
  expect(condition!.words).toBe(words);
});

test('what an operation does not document is not absent: it is not read', () => {
  const [condition] = conditionsOf({ '$request.header.X-Tenant': { present: false } });
  expect(condition!.holds(operationNamed('getPlain'), { parameters: none })).toBe(false);
});

test('a pattern that takes forever does not block', () => {
  const [condition] = conditionsOf({ '/pin': { matches: '^(a+)+$' } });
  const asked = { parameters: none, body: { pin: `${'a'.repeat(50_000)}b` } };
  expect(condition!.holds(createPin, asked)).toBe(false);
});

/** The answers of some rules, asked once for each request. */
function answersOf(rules: readonly Rule[], requests: readonly Readable[]) {
  const scenario = openScenario(rules);
  const asked = { operation: createPin, documents: () => true };
  const effects = requests.map((each) => scenario.effectOn({ ...asked, request: each }));
  return effects.map((effect) => effect.answer?.example);
}
const pin = { '/pin': { matches: '^0' } };
const both = { ...pin, '$request.query.page': 3 };
const rule = (example: string, when?: When, more: Partial<Rule> = {}): Rule => ({
  operation: 'createPin',
  ...(when && { when }),
  answer: { example },
  ...more,
});
const all = { operation: '*' };

const ranks: readonly (readonly [why: string, rules: readonly Rule[], wins: string])[] = [
  ['more conditions', [rule('none'), rule('one', pin), rule('two', both)], 'two'],
  ['more conditions, of any operation', [rule('one', pin), rule('two', both, all)], 'two'],
  ['the operation, at equal number', [rule('any', pin, all), rule('own', pin)], 'own'],
  [
    'the first, at equal number',
    [rule('first', pin), rule('other', { '/pin': '000042' })],
    'first',
  ],
  ['the first, without conditions', [rule('any', undefined, all), rule('own')], 'any'],
  ['what fits', [rule('two', { ...both, '/pin': '1' }), rule('none')], 'none'],
];
test.each(ranks)('of rules that set the same part, one wins: %s', (_, rules, wins) =>
  expect(answersOf(rules, [request])).toEqual([wins]),
);

test('next and every count only what fits', () => {
  const other = { ...request, body: { pin: '1' } };
  const requests = [other, request, other, request, request];
  const inTurn = (more: Partial<Rule>) =>
    answersOf([rule('it', pin, more), rule('else')], requests);
  expect(inTurn({ next: 1 })).toEqual(['else', 'it', 'else', 'else', 'else']);
  expect(inTurn({ every: 2 })).toEqual(['else', 'else', 'else', 'it', 'else']);
});

test('a rule for * leaves operations alone that do not document its response', () => {
  const scenario = openScenario([rule('first', undefined, { ...all, next: 1 }), rule('second')]);
  const documents = ({ example }: { readonly example?: string }) => example !== 'first';
  expect(scenario.effectOn({ operation: createPin, request, documents }).answer).toEqual({
    example: 'second',
  });
  expect(scenario.rules().map(({ happened }) => happened)).toEqual([0, 1]);
});

const log: Entry[] = [];
const mock = await start({ contracts: [contract], log: (entry) => log.push(entry) });
afterAll(() => mock.close());
const tell = (body: unknown, method = 'PUT') =>
  ask(mock.url, { path: '/__mock/scenario', body: JSON.stringify(body) }, method);
const reset = () => ask(mock.url, { path: '/__mock/scenario' }, 'DELETE');
const send = (body: unknown, headers = {}) =>
  ask(mock.url, {
    path: '/pins/7',
    headers: { 'Content-Type': 'application/json', Authorization: 'Bearer x', ...headers },
    body: JSON.stringify(body),
  });

test('a rule with conditions chooses the response, also of a broken request; Prefer wins', async () => {
  const rules = [
    { operation: 'createPin', latency: 1 },
    { operation: 'createPin', when: { '/pin': { matches: '^0000' } }, example: 'tooSimple' },
  ];
  expect((await tell(rules)).json).toMatchObject({
    scenario: [{ happened: 0 }, { when: rules[1]!.when, example: 'tooSimple' }],
  });
  const choice = 'scenario rule 2: /pin matches ^0000';
  expect(await send({ pin: '000042' })).toMatchObject({
    status: 422,
    headers: { 'x-contract-choice': choice },
  });
  expect(log.at(-1)).toMatchObject({ example: 'tooSimple', choice });
  expect(await send({ pin: '0'.repeat(50) })).toMatchObject({ json: { it: 'tooSimple' } });
  expect(await send({ pin: '42' })).toMatchObject({ status: 200, json: { it: 'first' } });
  const preferred = await send({ pin: '000042' }, { Prefer: 'example=third' });
  expect(preferred.json).toEqual({ it: 'third' });
  expect(preferred.headers).not.toHaveProperty('x-contract-choice');
  expect((await reset()).json).toMatchObject({ scenario: [] });
});

const mistakes: readonly (readonly [why: string, when: unknown, says: string, at?: string])[] = [
  [
    'an unknown operator',
    { '/pin': { equal: 1 } },
    'there is no "equal" here: did you mean "equals"? It may hold equals, matches, in, present',
    '/~1pin/equal',
  ],
  [
    'no operator',
    { '/pin': {} },
    '"/pin" must be a map with at least one of equals, matches, in and present',
  ],
  ['no condition', {}, '"when" must be a map of conditions'],
  ['a list of conditions', [], '"when" must be a map of conditions'],
  ['no list', { '/pin': { in: '1' } }, '"in" must be a list of values'],
  ['a number as a pattern', { '/pin': { matches: 1 } }, '"matches" must be a regular expression'],
  [
    'a bad regular expression',
    { '/pin': { matches: '(' } },
    `"(" is not judged, because JavaScript can't read it (unterminated group).`,
    '/~1pin/matches',
  ],
  [
    'an unknown parameter',
    { '$request.query.pag': 3 },
    'createPin documents no "$request.query.pag": did you mean "$request.query.page"? There are $request.query.page, ',
  ],
  [
    'an unknown claim',
    { '$credentials.baerer#/uid': 3 },
    'createPin documents no "$credentials.baerer#/uid". There are ',
  ],
  [
    'an unknown member',
    { '/pim': 'x' },
    'The body of createPin documents no "pim" there: did you mean "pin"? There are pin, ',
  ],
  [
    'an unknown member below',
    { '$request.body#/user/ib': 'x' },
    'documents no "ib" there: did you mean "id"?',
  ],
  [
    'no pointer',
    { pin: 'x' },
    '"pin" is neither a JSON Pointer into the body, such as /name, nor a runtime expression, such as $request.query.name: did you mean "/pin"?',
  ],
  ['a pointer without a slash', { '$request.body#pin': 'x' }, 'is neither a JSON Pointer'],
  ['a pointer with a bad escape', { '/a~2': 'x' }, 'is neither a JSON Pointer'],
  ['a place of no request', { '$response.body#/x': 'x' }, 'is neither a JSON Pointer'],
  [
    'a number that is a text',
    { '/pin': 42 },
    '"/pin" is a text, and never equals 42: write it in quotes.',
  ],
  [
    'such a number in a list',
    { '$request.header.X-Tenant': { in: ['a', 0] } },
    'never equals 0: write it in quotes.',
  ],
];
for (const [why, when, says, at] of mistakes)
  test(`a mistake is told: ${why}`, async () => {
    expect(await tell({ operation: 'createPin', when, example: 'first' })).toMatchObject({
      status: 400,
      json: {
        error: expect.stringContaining(says),
        pointer: at === undefined ? expect.stringMatching(/^\/when/) : `/when${at}`,
      },
    });
  });

test('what is not documented may be there where the description leaves it open', async () => {
  const when = { '/open/any/thing': 1, '/list/0/of/x': 1, '$request.body': { present: true } };
  expect((await tell({ operation: '*', when, code: 200 })).status).toBe(200);
  await reset();
});

test('a mistake in a file names its line', () => {
  const files = folderWith({
    'rules.yaml':
      '- operation: createPin\n  when:\n    /user/id: 1\n    /pin: { matches: "[" }\n  code: 200\n',
  });
  expect(complaintOf(() => readScenario(join(files, 'rules.yaml'), [contract]), files)).toMatch(
    /^rules\.yaml:4: "\[" is not judged, because/,
  );
});
