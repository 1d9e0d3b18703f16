import { expect, test } from 'vitest';
import { withBody, withHeaders } from '../../../conformance/corpus/calls.ts';
import { jsonBody } from '../../../conformance/testing.ts';
import { createMemories } from './memory.ts';
import { ask, documented, exampleOf, operationNamed, start, startWith } from '../testing.ts';

const nameOf = ({ json }: { json: unknown }) =>
  (json as { users: { displayName: string }[] }).users[0]!.displayName;
const hasPin = ({ json }: { json: unknown }) =>
  (json as { data: { has_pin: boolean } }).data.has_pin;
const as = (userId: string, displayName?: string) =>
  withBody(documented.registerSession, { userId, displayName });

const nothing = { memory: [], things: [], forgotten: 0 };

test('a returning user has the last name, independent of other users', async () => {
  await using mock = await start({ stateful: true });
  const unnamed = (
    exampleOf(operationNamed('registerSession'), '200', 'session') as {
      users: { displayName: string }[];
    }
  ).users[0]!.displayName;
  expect(nameOf(await ask(mock.url, as('ada')))).toBe(unnamed);
  expect(nameOf(await ask(mock.url, as('ada', 'Ada')))).toBe('Ada');
  expect(nameOf(await ask(mock.url, as('grace', 'Grace')))).toBe('Grace');
  expect(nameOf(await ask(mock.url, as('ada')))).toBe('Ada');
  expect(nameOf(await ask(mock.url, as('ada', 'Countess')))).toBe('Countess');
  expect(nameOf(await ask(mock.url, as('ada')))).toBe('Countess');
  expect(nameOf(await ask(mock.url, as('grace')))).toBe('Grace');
});

test('after createPin every response has has_pin, until the memory is cleared', async () => {
  await using mock = await start({ stateful: true });
  const seen = async () => [
    hasPin(await ask(mock.url, documented.registerUser)),
    hasPin(await ask(mock.url, documented.updateDeviceInfo)),
  ];
  expect(await seen()).toEqual([false, false]);
  await ask(mock.url, { ...documented.createPin, body: '{}' });
  expect(await seen()).toEqual([false, false]);
  expect(hasPin(await ask(mock.url, documented.createPin))).toBe(true);
  expect(await seen()).toEqual([true, true]);
  expect(await ask(mock.url, { path: '/__mock/state' }, 'GET')).toMatchObject({
    status: 200,
    json: { memory: [{ api: 'mixin', of: 'user', kept: { has_pin: true } }] },
  });
  expect(await ask(mock.url, { path: '/__mock/state' }, 'DELETE')).toMatchObject({
    status: 200,
    json: { memory: 0 },
  });
  expect(await seen()).toEqual([false, false]);
});

test('the memory has the last push token of a device', async () => {
  await using mock = await start({ stateful: true });
  for (const pushToken of ['first', 'second'])
    await ask(mock.url, withBody(documented.refreshPushToken, { deviceId: 'd', pushToken }));
  expect((await ask(mock.url, { path: '/__mock/state' }, 'GET')).json).toEqual({
    ...nothing,
    memory: [{ api: 'notifications', of: 'device', key: 'd', kept: { pushToken: 'second' } }],
  });
});

test('without --stateful nothing is remembered', async () => {
  await using mock = await start();
  await ask(mock.url, documented.createPin);
  expect(hasPin(await ask(mock.url, documented.registerUser))).toBe(false);
  expect((await ask(mock.url, { path: '/__mock/state' }, 'GET')).json).toEqual(nothing);
});

test('a refusal neither keeps nor recalls', async () => {
  await using mock = await start({ stateful: true });
  await ask(mock.url, withHeaders(documented.createPin, { Authorization: undefined }));
  await ask(mock.url, withHeaders(documented.createPin, { Prefer: 'code=500' }));
  expect((await ask(mock.url, { path: '/__mock/state' }, 'GET')).json).toEqual(nothing);
});

test('a recalled value that breaks the schema is a 500 that names the line', async () => {
  const memory = {
    of: 'thing',
    key: '$request.path.id',
    keeps: { size: '$request.body#/size' },
    recalls: { '/size': 'size' },
  };
  const content = (schema: object, more: object = {}) =>
    jsonBody({ type: 'object', properties: { size: schema } }, more);
  const put = {
    parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'string' } }],
    requestBody: content({ type: 'integer' }),
    responses: {
      200: {
        description: '',
        ...content({ type: 'integer', maximum: 9 }, { example: { size: 1 }, 'x-memory': memory }),
      },
    },
  };
  await using mock = await startWith({ things: { '/things/{id}': { put } } }, { stateful: true });
  const sized = (size: number) =>
    ask(
      mock.url,
      {
        path: '/things/a',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ size }),
      },
      'PUT',
    );
  expect(await sized(9)).toMatchObject({ status: 200, json: { size: 9 } });
  expect(await sized(10)).toMatchObject({
    status: 500,
    text: expect.stringMatching(/"\/size" must be at most 9 \(.+things\.yaml:\d+:\d+\)/),
  });
});

test('a snapshot is JSON, and is restored in the same order', () => {
  const memory = {
    of: 'thing',
    key: '$request.path.id',
    keeps: new Map([['text', '$request.body']]),
    recalls: new Map(),
  };
  const about = (id: string, body?: string) => ({
    ...{ api: 'things', memory, response: undefined },
    request: {
      parameters: { path: { id }, query: {}, header: {}, cookie: {} },
      ...(body === undefined ? {} : { body }),
    },
  });
  const memories = createMemories();
  for (const id of ['a', 'b']) memories.recall(about(id, `of ${id}`));
  memories.recall(about('a'));
  const text = JSON.stringify(memories.snapshot());
  memories.clear();
  memories.recall(about('c', 'of c'));
  memories.restore(JSON.parse(text));
  expect(memories.all().map(({ key }) => key)).toEqual(['b', 'a']);
  expect(memories.recall(about('a'))).toEqual(new Map([['text', 'of a']]));
  expect(JSON.stringify(memories.snapshot())).toBe(text);
  for (const wrong of [undefined, [], { things: [{ api: 'things', of: 'thing', key: 'a' }] }])
    expect(() => memories.restore(wrong)).toThrow('This is no memory of a mock');
  expect(JSON.stringify(memories.snapshot())).toBe(text);
});

test('the memory is bounded and forgets the least recently used things first', () => {
  const memories = createMemories();
  const memory = {
    of: 'thing',
    key: '$request.path.id',
    keeps: new Map([['text', '$request.body']]),
    recalls: new Map(),
  };
  const keep = (id: number, body: string) =>
    memories.recall({
      api: 'things',
      memory,
      request: { parameters: { path: { id }, query: {}, header: {}, cookie: {} }, body },
      response: undefined,
    });
  for (let id = 0; id < 10_500; id += 1) keep(id, 'x');
  expect(memories.all()).toHaveLength(10_000);
  expect(memories.all()[0]!.key).toBe(500);
  for (let id = 0; id < 30; id += 1) keep(id, 'x'.repeat(1024 * 1024));
  expect(memories.all().length).toBeLessThan(17);
  expect(memories.all().at(-1)!.key).toBe(29);
});
