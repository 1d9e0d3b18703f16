import { afterAll, expect, test } from 'vitest';
import { readRequest } from '../../../conformance/core/http/read-request.ts';
import { contractOf, description, jsonBody } from '../../../conformance/testing.ts';
import type { Entry } from '../cli/log.ts';
import { textLine } from '../cli/log.ts';
import { ask, startWith } from '../testing.ts';
import { byContent } from './by-content.ts';

const examplesOf = (values: { readonly [name: string]: unknown }) => ({
  examples: Object.fromEntries(Object.entries(values).map(([name, value]) => [name, { value }])),
});
const answer = (names: readonly string[]) => ({
  description: 'An answer.',
  ...jsonBody({ type: 'object' }, examplesOf(Object.fromEntries(names.map((n) => [n, { it: n }])))),
});

const pet = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string', minLength: 1 }, tags: { type: 'array', items: {} } },
};
const id = { name: 'id', in: 'path', required: true, schema: { type: 'integer' } };
const lang = { name: 'lang', in: 'query', schema: { type: 'string' } };
const size = { name: 'size', in: 'query', schema: { type: 'integer', minimum: 1 } };
const paths = {
  '/pets': {
    post: {
      operationId: 'createPet',
      parameters: [
        { ...lang, ...examplesOf({ french: 'fr', frenchCat: 'fr', duplicate: 'fr' }) },
        size,
        { name: 'X-Plan', in: 'header', schema: { type: 'integer' }, ...examplesOf({ paid: 7 }) },
        { name: 'seen', in: 'cookie', schema: { type: 'boolean' }, ...examplesOf({ seen: true }) },
      ],
      requestBody: {
        required: true,
        ...jsonBody(
          pet,
          examplesOf({
            dog: { name: 'Rex', tags: [1, { a: 1, b: 2 }] },
            cat: { name: 'Tom' },
            frenchCat: { name: 'Tom' },
            duplicate: { name: 'Max' },
            empty: { name: '' },
            common: { name: 'Ann' },
            unanswered: { name: 'Bob' },
          }),
        ),
      },
      responses: {
        201: answer(['dog', 'cat', 'frenchCat', 'french', 'paid', 'seen', 'common']),
        202: answer(['later']),
        409: answer(['common', 'duplicate']),
        422: answer(['usual', 'empty']),
      },
    },
  },
  '/pets/{id}': {
    get: {
      operationId: 'getPet',
      parameters: [{ ...id, ...examplesOf({ one: 1, missing: 99, gone: 98 }) }],
      responses: {
        200: answer(['some', 'one']),
        404: answer(['usual', 'missing']),
        410: answer(['gone']),
      },
    },
  },
  '/open/{id}': {
    get: {
      operationId: 'getOpen',
      parameters: [{ ...id, example: 1 }],
      responses: {
        200: { description: 'Fine.', ...jsonBody({ type: 'object' }) },
        404: { description: 'None.', ...jsonBody({ type: 'object' }, { example: { it: 'none' } }) },
      },
    },
  },
  '/default/{id}': {
    get: {
      operationId: 'getDefault',
      parameters: [{ ...id, ...examplesOf({ second: 2 }) }],
      responses: { default: answer(['first', 'second']) },
    },
  },
  '/sole/{id}': {
    get: {
      operationId: 'getSole',
      parameters: [{ ...id, ...examplesOf({ sample: 1 }) }],
      responses: { 204: { description: 'Fine.' }, 404: answer(['sample']) },
    },
  },
};

type Sent = {
  readonly path?: string;
  readonly body?: unknown;
  readonly headers?: { readonly [name: string]: string };
};
const contract = contractOf(description(paths));
const answerTo = byContent(contract);

/** The status and the example that the content of a request names. */
function chosen({ path = '/pets', body, headers = {} }: Sent) {
  const operation = contract.operations.find((each) =>
    each.path.startsWith(path.replace(/\?.*|\d+$/, '')),
  )!;
  const read = readRequest(operation, {
    method: operation.method,
    path,
    headers: Object.entries({ 'Content-Type': 'application/json', ...headers }),
    ...(body === undefined ? {} : { body: Buffer.from(JSON.stringify(body)) }),
  });
  const found = answerTo(operation, { read, broken: read.violations });
  return found && `${found.status} ${found.example}: ${found.choice}`;
}

const body = (name: string) => `the body equals the request example "${name}"`;
const table: readonly (Sent & { why: string; found: string | undefined })[] = [
  {
    why: 'members in another order are the same body',
    body: { tags: [1, { b: 2, a: 1 }], name: 'Rex' },
    found: `201 dog: ${body('dog')}`,
  },
  {
    why: 'elements in another order are not',
    body: { name: 'Rex', tags: [{ a: 1, b: 2 }, 1] },
    found: undefined,
  },
  { why: 'nor is a body with more members', body: { name: 'Tom', tags: [] }, found: undefined },
  { why: 'a body of one name only', body: { name: 'Tom' }, found: `201 cat: ${body('cat')}` },
  {
    why: 'more parts are more specific',
    path: '/pets?lang=fr',
    body: { name: 'Tom' },
    found:
      '201 frenchCat: the query parameter "lang" and the body equal the request example "frenchCat"',
  },
  {
    why: 'a body goes before one parameter',
    path: '/pets?lang=fr',
    body: { name: 'Rex', tags: [1, { a: 1, b: 2 }] },
    found: `201 dog: ${body('dog')}`,
  },
  {
    why: 'a parameter alone',
    path: '/pets?lang=fr',
    body: { name: 'Zoe' },
    found: '201 french: the query parameter "lang" equals the request example "french"',
  },
  {
    why: 'a header field, in any letter case and as its schema reads it',
    body: { name: 'Zoe' },
    headers: { 'x-plan': '7' },
    found: '201 paid: the header parameter "X-Plan" equals the request example "paid"',
  },
  {
    why: 'a cookie',
    body: { name: 'Zoe' },
    headers: { Cookie: 'seen=true' },
    found: '201 seen: the cookie parameter "seen" equals the request example "seen"',
  },
  {
    why: 'a name that a response has not',
    body: { name: 'Bob' },
    found: undefined,
  },
  {
    why: 'a refusal of a valid request',
    path: '/pets?lang=fr',
    body: { name: 'Max' },
    found:
      '409 duplicate: the query parameter "lang" and the body equal the request example "duplicate"',
  },
  {
    why: 'a part that is not sent is not equal',
    body: { name: 'Max' },
    found: undefined,
  },
  {
    why: 'a name of a success and of a refusal means the success',
    body: { name: 'Ann' },
    found: `201 common: ${body('common')}`,
  },
  {
    why: 'what breaks a rule as its example does',
    body: { name: '' },
    found: `422 empty: ${body('empty')}`,
  },
  {
    why: 'what breaks another rule too gets the usual refusal',
    path: '/pets?size=0',
    body: { name: '' },
    found: undefined,
  },
  {
    why: 'no success for a request that breaks a rule',
    path: '/pets?size=0',
    body: { name: 'Tom' },
    found: undefined,
  },
  {
    why: 'a 404 by its path',
    path: '/pets/99',
    found: '404 missing: the path parameter "id" equals the request example "missing"',
  },
  {
    why: 'a 410 by its path',
    path: '/pets/98',
    found: '410 gone: the path parameter "id" equals the request example "gone"',
  },
  { why: 'another number', path: '/pets/999', found: undefined },
  { why: 'an example without a name says nothing of a refusal', path: '/open/1', found: undefined },
  {
    why: 'a default that is the only response documents the success',
    path: '/default/2',
    found: '200 second: the path parameter "id" equals the request example "second"',
  },
  { why: 'the only example of a parameter names no refusal', path: '/sole/1', found: undefined },
];
test.each(table)('$why', ({ why: _, found, ...sent }) => expect(chosen(sent)).toBe(found));

const log: Entry[] = [];
const mock = await startWith({ things: paths }, { log: (entry) => log.push(entry) });
afterAll(() => mock.close());
const post = (sent: unknown, headers = {}) =>
  ask(mock.url, {
    path: '/pets',
    headers: { 'Content-Type': 'application/json', ...headers },
    body: JSON.stringify(sent),
  });

test('the mock answers by content, and the log and a header field say why', async () => {
  expect(await post({ name: 'Tom' })).toMatchObject({
    status: 201,
    json: { it: 'cat' },
    headers: { 'x-contract-choice': body('cat') },
  });
  expect(log.at(-1)).toMatchObject({ example: 'cat', choice: body('cat') });
  expect(textLine(log.at(-1)!)).toContain(
    'POST /pets 201 createPet · cat · the body equals the request example "cat" (',
  );
  expect((await post({ name: 'Zoe' })).json).toEqual({ it: 'dog' });
  expect(log.at(-1)).toMatchObject({ example: 'dog', choice: undefined });
});

test('a broken request gets the refusal of its name, else the usual one, and both name the error', async () => {
  const named = await post({ name: '' });
  expect(named).toMatchObject({ status: 422, json: { it: 'empty' } });
  expect(named.headers['x-contract-violation']).toContain('body/name');
  const usual = await post({});
  expect(usual).toMatchObject({ status: 422, json: { it: 'usual' } });
  expect(usual.headers).not.toHaveProperty('x-contract-choice');
});

test('Prefer wins over the content', async () => {
  const later = await post({ name: 'Tom' }, { Prefer: 'example=later' });
  expect(later).toMatchObject({ status: 202, json: { it: 'later' } });
  expect(later.headers).not.toHaveProperty('x-contract-choice');
});

test('with --dynamic the content chooses the status of a success, and the refusal', async () => {
  await using dynamic = await startWith({ things: paths }, { dynamic: true });
  const got = (path: string) => ask(dynamic.url, { path }, 'GET');
  const one = await got('/pets/1');
  expect(one.status).toBe(200);
  expect(one.json).not.toEqual({ it: 'one' });
  expect(await got('/pets/99')).toMatchObject({ status: 404, json: { it: 'missing' } });
});

test('wrong credentials are refused before an example is looked at', async () => {
  await using locked = await startWith(
    { things: paths },
    {},
    {
      security: [{ key: [] }],
      components: { securitySchemes: { key: { type: 'apiKey', in: 'header', name: 'X-Key' } } },
    },
  );
  const got = (headers: { readonly [name: string]: string }) =>
    ask(locked.url, { path: '/pets/99', headers }, 'GET');
  expect((await got({})).status).toBe(401);
  expect((await got({ 'X-Key': 'any' })).status).toBe(404);
});
