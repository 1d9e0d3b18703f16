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
  const { json } = await ask(mock.url, { path: '/__mock/state' }, 'GET');
  const { memory } = json as { memory: readonly { readonly key: string }[] };
  expect(memory.filter(({ key }) => key === 'd')).toMatchObject([
    { api: 'notifications', of: 'device', key: 'd', kept: { pushToken: 'second' } },
  ]);
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

test('a recalled value that breaks the schema is not shown, and a field names the line', async () => {
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
    status: 200,
    json: { size: 1 },
    headers: {
      'x-contract-state': expect.stringMatching(
        /^this response is the one without memory: .+"\/size" must be at most 9 \(.+things\.yaml:\d+:\d+\)/,
      ),
    },
  });
});

const named = (key: number | string) => ({ api: 'things', of: 'thing', key });
const thing = (key: number | string, text: string) => ({ ...named(key), kept: { text } });

test('a snapshot is JSON, and is restored in the same orders', () => {
  const memories = createMemories();
  for (const key of ['a', 'b']) memories.put(thing(key, `of ${key}`));
  memories.begin('things', () => {});
  memories.find(named('a'));
  const text = JSON.stringify(memories.snapshot());
  memories.clear();
  memories.put(thing('c', 'of c'));
  memories.restore(JSON.parse(text));
  expect(memories.all()).toEqual([thing('b', 'of b'), thing('a', 'of a')]);
  expect([...memories.kind(named('')).keys()]).toEqual(['a', 'b']);
  expect(JSON.stringify(memories.snapshot())).toBe(text);
  memories.begin('things', () => expect.unreachable());
  memories.put(thing('c', 'of c'));
  expect([...memories.kind(named('')).keys()]).toEqual(['a', 'b', 'c']);
});

test('what is no snapshot is refused, and nothing is forgotten', () => {
  const memories = createMemories();
  memories.put(thing('a', 'text'));
  for (const wrong of [undefined, [], { things: [thing('a', 'text')], begun: [] }, { things: [] }])
    expect(() => memories.restore(wrong)).toThrow('This is no memory of a mock');
  expect(memories.all()).toHaveLength(1);
});

test('a number in a path and the same number in a body name one thing', () => {
  const memories = createMemories();
  memories.put(thing(7, 'first'));
  memories.put(thing('7', 'second'));
  expect(memories.all()).toEqual([thing('7', 'second')]);
  memories.remove(named(7));
  expect(memories.all()).toEqual([]);
  expect(memories.kind(named('')).size).toBe(0);
});

test('the memory is bounded and forgets the least recently used things first', () => {
  const memories = createMemories();
  for (let id = 0; id < 10_500; id += 1) memories.put(thing(id, 'x'));
  expect(memories.all()).toHaveLength(10_000);
  expect(memories.kind(named('')).size).toBe(10_000);
  expect(memories.all()[0]!.key).toBe(500);
  for (let id = 0; id < 30; id += 1) memories.put(thing(id, 'x'.repeat(1024 * 1024)));
  expect(memories.all().length).toBeLessThan(17);
  expect(memories.kind(named('')).size).toBe(memories.all().length);
  expect(memories.all().at(-1)!.key).toBe(29);
  memories.put(thing('large', 'x'.repeat(17 * 1024 * 1024)));
  expect(memories.find(named('large'))).toBeUndefined();
  expect(memories.kind(named('')).has('large')).toBe(false);
});
