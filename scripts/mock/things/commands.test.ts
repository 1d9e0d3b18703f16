import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const flag = { type: 'boolean' };
const moment = { type: ['string', 'null'], format: 'date-time' };
const of = (schema: unknown, more: object = {}) => ({
  description: 'It.',
  ...jsonBody(schema, more),
});
const missing = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
const nothing = { 204: { description: 'Done.' }, ...missing };
const described = (paths: object): object => JSON.parse(description(paths)) as object;
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  ...{ required, properties },
});
const id = [{ name: 'id', in: 'path', required: true, schema: whole }];
const message = object({ message: text }, ['message']);
const told = 'this response is the one without state';

/** A collection with commands about its things. */
function withCommands(thing: object, commands: object, around = (one: object): object => one) {
  const answers = { 200: of(around(thing)), ...missing };
  return described({
    '/todos': {
      get: {
        parameters: ['status', 'archived'].map((name) => ({ name, in: 'query', schema: text })),
        responses: { 200: of(object({ data: { type: 'array', items: thing } })) },
      },
      post: {
        requestBody: jsonBody(object({ title: text }, ['title'])),
        responses: { 201: of(around(thing)) },
      },
    },
    '/todos/{id}': { parameters: id, get: { responses: answers } },
    ...Object.fromEntries(
      Object.entries(commands).map(([path, item]) => [
        `/todos/{id}${path}`,
        { parameters: id, ...item },
      ]),
    ),
  });
}

const camel = object(
  {
    ...{ id: { ...whole, readOnly: true }, title: text, archived: { ...flag, default: false } },
    status: { ...text, enum: ['open', 'closed', 'cancelled'], default: 'open', readOnly: true },
    closedAt: { ...moment, readOnly: true },
    assigneeId: { type: ['integer', 'null'] },
  },
  ['id', 'title', 'status'],
);
const shown = { responses: { 200: of(camel), ...missing } };

test('a command changes the thing: its answer, the next read and the filters show it', async () => {
  await using mock = await startStateful(
    withCommands(camel, {
      '/close': { post: shown, delete: shown },
      '/archive': { post: { responses: nothing } },
      '/assign': {
        post: { ...shown, requestBody: jsonBody(object({ assigneeId: whole }, ['assigneeId'])) },
      },
      ':cancel': {
        post: {
          requestBody: jsonBody(object({ reason: text, title: text })),
          responses: { 200: of(message), ...missing },
        },
      },
    }),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/todos', { title: 'Milk' });
  const path = `/todos/${made.id}`;
  const closed = await send('POST', `${path}/close`);
  expect(closed.json).toEqual({
    ...{ ...made, status: 'closed', closedAt: expect.stringMatching(/^20.*Z$/) },
  });
  expect(closed.headers.get('x-contract-state')).toBeNull();
  expect((await send('GET', path)).json).toEqual(closed.json);
  const ids = async (query: string) =>
    (await send('GET', `/todos?${query}`)).json.data.map((one: { id: number }) => one.id);
  expect(await ids('status=closed')).toContain(made.id);
  expect((await send('DELETE', `${path}/close`)).json).toEqual({ ...made, closedAt: null });
  expect((await send('POST', `${path}/archive`)).status).toBe(204);
  expect(await ids('archived=true')).toContain(made.id);
  expect((await send('POST', `${path}/assign`, { assigneeId: 3 })).json.assigneeId).toBe(3);
  const cancelled = await send('POST', `${path}:cancel`, { reason: 'Late', title: 'No milk' });
  expect(cancelled.json).toEqual({ message: expect.any(String) });
  expect(cancelled.headers.get('x-contract-state')).toBeNull();
  const { json } = await send('GET', path);
  expect(json).toMatchObject({ status: 'cancelled', title: 'No milk', archived: true });
  expect(json).not.toHaveProperty('reason');
  for (const command of ['/close', '/archive', ':cancel'])
    expect((await send('POST', `/todos/999${command}`, {})).status).toBe(404);
});

test('PUT and DELETE of a mark set and take it away, in snake case and in a wrapper', async () => {
  const thing = object(
    {
      id: { ...whole, readOnly: true },
      title: text,
      is_done: flag,
      done_at: moment,
      starred: flag,
    },
    ['id', 'is_done', 'done_at'],
  );
  const wrapped = (one: object) => object({ todo: one }, ['todo']);
  const answer = { responses: { 200: of(wrapped(thing)), ...missing } };
  await using mock = await startStateful(
    withCommands(
      thing,
      {
        '/done': { put: answer, delete: answer },
        '/star': { post: { responses: nothing }, delete: { responses: nothing } },
      },
      wrapped,
    ),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/todos', { title: 'Milk' });
  const path = `/todos/${made.todo.id}`;
  expect((await send('PUT', `${path}/done`)).json.todo).toMatchObject({
    ...{ is_done: true, done_at: expect.any(String) },
  });
  await send('POST', `${path}/star`);
  expect((await send('GET', path)).json.todo).toMatchObject({ is_done: true, starred: true });
  await send('DELETE', `${path}/done`);
  await send('DELETE', `${path}/star`);
  expect((await send('GET', path)).json.todo).toMatchObject({
    ...{ is_done: false, done_at: null, starred: false },
  });
});

test('a command of JSON:API changes the attributes', async () => {
  const attributes = object({
    title: text,
    state: { ...text, enum: ['draft', 'published'] },
    'published-at': moment,
  });
  const thing = object({ type: text, id: text, attributes }, ['type', 'id', 'attributes']);
  const wrapped = (one: object) => object({ data: one }, ['data']);
  await using mock = await startStateful(
    described({
      '/posts': {
        get: { responses: { 200: of(object({ data: { type: 'array', items: thing } })) } },
        post: {
          requestBody: jsonBody(wrapped(object({ type: text, attributes }))),
          responses: { 201: of(wrapped(thing)) },
        },
      },
      '/posts/{id}': {
        parameters: [{ ...id[0], schema: text }],
        get: { responses: { 200: of(wrapped(thing)), ...missing } },
      },
      '/posts/{id}/publish': {
        parameters: [{ ...id[0], schema: text }],
        post: { responses: { 200: of(wrapped(thing)), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/posts', {
    data: { type: 'posts', attributes: { title: 'News', state: 'draft' } },
  });
  const { json: published } = await send('POST', `/posts/${made.data.id}/publish`);
  expect(published.data.attributes).toEqual({
    ...{ title: 'News', state: 'published', 'published-at': expect.any(String) },
  });
  expect((await send('GET', `/posts/${made.data.id}`)).json).toEqual(published);
});

test('what the description does not say changes nothing, and says so', async () => {
  const comment = object({ id: whole, title: text });
  await using mock = await startStateful(
    withCommands(camel, {
      '/escalate': { post: shown },
      '/refund': {
        post: { requestBody: jsonBody(object({ title: text })), responses: { 200: of(comment) } },
      },
      '/comments': {
        post: { requestBody: jsonBody(object({ title: text })), responses: { 200: of(message) } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/todos', { title: 'Milk' });
  for (const command of ['escalate', 'refund', 'comments']) {
    const { headers } = await send('POST', `/todos/${made.id}/${command}`, { title: 'Bread' });
    expect(headers.get('x-contract-state')).toBe(told);
  }
  expect((await send('GET', `/todos/${made.id}`)).json).toEqual(made);
});

test('the documented 409 answers a command that was given before, where it says so', async () => {
  const conflict = { 409: { ...of(message), description: 'It is already closed.' } };
  await using mock = await startStateful(
    withCommands(camel, { '/close': { post: { responses: { ...shown.responses, ...conflict } } } }),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/todos', { title: 'Milk' });
  const close = async () => (await send('POST', `/todos/${made.id}/close`)).status;
  expect([await close(), await close()]).toEqual([200, 409]);
});
