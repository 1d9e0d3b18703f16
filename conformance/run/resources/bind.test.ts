import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import type { Case } from '../../generators/case.ts';
import type { Bound } from './bind.ts';
import { openResources } from './open.ts';
import { sketched, targetOf, type Seen, type Sketched } from './testing.ts';

type Answer = { readonly status?: number; readonly body?: Json };

function opened(operations: Sketched, answer: (seen: Seen) => Answer | undefined) {
  const contract = sketched(operations);
  const target = targetOf(contract, answer);
  const resources = openResources({
    ...{ contract, values: new Map(), run: 'r1' },
    // what the target shows is learnt by the things of these resources
    ask: async (testCase) => {
      const answered = await target.ask(testCase);
      if (answered) resources.things.learn(answered.exchange);
      return answered && { ...answered, made: resources.things.madeBy(answered.exchange) };
    },
  });
  return { ...target, ...resources };
}

const pathOf = (bound: Bound) =>
  'skip' in bound ? bound.skip : bound.testCase.request.parameters.path;

const valid = (testCase: Case, intent: Case['intent'] = 'valid'): Case => ({ ...testCase, intent });

const tag = { type: 'object', properties: { type: { type: 'string' }, value: { type: 'string' } } };
const feature = { type: 'object', properties: { name: { type: 'string' } } };
const tags: Sketched = {
  'GET /tags/{type}': { answer: { type: 'array', items: tag } },
  'DELETE /tags/{type}/{value}': {},
  'GET /tags/{type}/{value}': { answer: tag },
  'POST /features': { body: feature, answer: feature, status: 201 },
  'POST /features/{name}/tags': { body: tag, answer: tag, status: 201 },
  'GET /features/{name}/tags': { answer: { type: 'array', items: tag } },
  'DELETE /features/{name}/tags/{type}/{value}': {},
};

test('a deletion is about the thing that the run made, not about another one of a list', async () => {
  const { binder, about } = opened(tags, ({ method, path, body }) => {
    if (method === 'POST') return { status: 201, body: body as Json };
    return { body: path.startsWith('/tags') ? [{ type: 'simple', value: 'theirs' }] : [] };
  });
  const bound = await binder.bind(valid(about('DELETE /tags/{type}/{value}')));
  expect(JSON.stringify(pathOf(bound))).not.toContain('theirs');
  expect(pathOf(bound)).toEqual({ type: expect.any(String), value: expect.stringMatching(/r1/) });
});

const book = { type: 'object', properties: { id: { type: 'integer' }, title: { type: 'string' } } };
const books: Sketched = {
  'GET /books': { answer: { type: 'array', items: book } },
  'POST /books': { body: book, answer: book, status: 201 },
  'DELETE /books/{id}': { status: 204 },
};
const withBooks = (mayMake = true) =>
  opened(books, ({ method, body }) => {
    if (method === 'GET') return { body: [{ id: 1, title: 'Theirs' }] };
    return mayMake ? { status: 201, body: { ...(body as object), id: 17 } } : { status: 403 };
  });

test('a deletion gets one new thing', async () => {
  const { binder, about, seen } = withBooks();
  expect(pathOf(await binder.bind(valid(about('DELETE /books/{id}'))))).toEqual({ id: '17' });
  expect(seen.filter((one) => one.startsWith('POST'))).toHaveLength(1);
});

test('without a thing of its own, a deletion is not sent', async () => {
  const { binder, about } = withBooks(false);
  expect(pathOf(await binder.bind(valid(about('DELETE /books/{id}'))))).toMatch(
    /this run deletes only what it made; it made none that fits/,
  );
});

test.each<[value: Json, intent: Case['intent'], isSent: boolean]>([
  ['1', 'valid', false],
  ['1.5', 'invalid', false],
  ['some-name', 'valid', false],
  ['some-name', 'invalid', true],
  ['0', 'invalid', true],
  ['-1', 'valid', true],
  ['9007199254740991', 'valid', true],
  ['Þórá 漢字', 'valid', true],
])('a deletion that names %j itself, %s, is sent: %s', async (value, intent, isSent) => {
  const { binder, about } = withBooks();
  const testCase = about('DELETE /books/{id}', { '$request.path.id': value });
  const bound = await binder.bind({ ...testCase, intent });
  if (isSent) expect(pathOf(bound)).toEqual({ id: value });
  else expect(pathOf(bound)).toMatch(/its own value may be that of a thing of others/);
});

const user = { type: 'object', properties: { id: { type: 'string' }, name: { type: 'string' } } };
const many = {
  type: 'object',
  properties: { keys: { type: 'array', items: { type: 'string' } }, data: user },
};
const users: Sketched = {
  'GET /users': { answer: { type: 'array', items: user } },
  'POST /users': { body: user, answer: user, status: 201 },
  'PATCH /users': { body: many },
  'GET /users/{id}': { answer: user },
};

test.each<[body: Json, intent: Case['intent'], sent: Json | undefined]>([
  [{ keys: ['value'] }, 'valid', { keys: ['own'] }],
  [{ data: { name: 'x' } }, 'valid', undefined],
  [{ data: 7 }, 'invalid', { data: 7 }],
])('users of others are not changed through a collection: %j', async (body, intent, sent) => {
  const { binder, about } = opened(users, ({ method }) =>
    method === 'POST' ? { status: 201, body: { id: 'own' } } : { body: [{ id: 'theirs' }] },
  );
  const bound = await binder.bind({ ...about('PATCH /users', { '$request.body': body }), intent });
  if (sent === undefined) expect(bound).toHaveProperty('skip');
  else expect('skip' in bound ? bound.skip : bound.testCase.request.body?.value).toEqual(sent);
});
