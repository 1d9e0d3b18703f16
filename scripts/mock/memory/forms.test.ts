import { expect, test } from 'vitest';
import { ask, startWith } from '../testing.ts';

const text = { type: 'string' };
const id = { type: 'integer', minimum: 1 };
const note = {
  type: 'object',
  required: ['id', 'text', 'version'],
  properties: { id, text: { ...text, maxLength: 20 }, version: { type: 'integer' }, url: text },
};
const documented = { id: 1, text: 'First', version: 1 };
const json = (schema: object, more: object) => ({
  description: '',
  content: { 'application/json': { schema, ...more } },
});
const sent = (properties: object) =>
  json({ type: 'object', properties, required: Object.keys(properties) }, {});
const shown = (memory: object) => json(note, { example: documented, 'x-memory': memory });
const about = { of: 'note', key: '$request.query.id', recalls: { '': 'note' } };
const asked = { name: 'id', in: 'query', required: true, schema: id, example: 1 };
const absent = { absent: { response: '404', example: 'none' } };
const unknown = json({}, { examples: { none: { value: 'There is no such note.' } } });

/** Notes that are the whole body, with a number as identifier, in a list that is the whole body. */
const notes = (more: object = {}) => ({
  '/add': {
    post: {
      requestBody: sent({ text }),
      responses: {
        200: shown({
          ...{ of: 'note', key: '$response.body#/id', recalls: { '': 'note' } },
          ...{ keeps: { note: '$request.body' }, creates: ['/id'], updates: ['/version'] },
        }),
      },
    },
  },
  '/note': {
    get: {
      parameters: [asked],
      responses: { 200: shown(about), 404: unknown },
      'x-refusals': absent,
    },
    post: {
      parameters: [asked],
      requestBody: sent({ text }),
      responses: {
        200: shown({ ...about, keeps: { note: '$request.body' }, updates: ['/version'] }),
        404: unknown,
      },
      'x-refusals': absent,
    },
  },
  '/drop': {
    post: {
      requestBody: sent({ id }),
      responses: {
        200: shown({ ...about, key: '$request.body#/id', deletes: true }),
        404: unknown,
      },
      'x-refusals': absent,
    },
  },
  '/notes': {
    get: {
      responses: {
        200: json(
          { type: 'array', items: note, maxItems: 3, ...more },
          {
            example: [documented],
            'x-memory': {
              ...{ of: 'note', key: '$response.body#/*/id', lists: '' },
              recalls: { '/*': 'note' },
            },
          },
        ),
      },
    },
  },
});

async function start(more?: object) {
  const mock = await startWith({ notes: notes(more) }, { stateful: true });
  const get = async (path: string) => await ask(mock.url, { path }, 'GET');
  const post = async (path: string, body: object) =>
    await ask(mock.url, {
      ...{ path, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) },
    });
  return { get, post, [Symbol.asyncDispose]: mock.close };
}

test('a thing can be the whole body, a number can name it, and a version counts', async () => {
  await using notes = await start();
  const second = { id: 2, text: 'Second', version: 1 };
  expect((await notes.post('/add', { text: 'Second' })).json).toEqual(second);
  expect((await notes.get('/note?id=2')).json).toEqual(second);
  const changed = { ...second, text: 'Other', version: 2 };
  expect((await notes.post('/note?id=2', { text: 'Other' })).json).toEqual(changed);
  expect((await notes.get('/notes')).json).toEqual([documented, changed]);
  // a number in a body names the same thing
  expect(await notes.post('/drop', { id: 2 })).toMatchObject({ status: 200, json: changed });
  expect((await notes.get('/note?id=2')).status).toBe(404);
  expect((await notes.post('/drop', { id: 2 })).status).toBe(404);
  expect((await notes.get('/notes')).json).toEqual([documented]);
});

test('a list shows no more than its schema allows', async () => {
  await using notes = await start();
  for (const text of ['b', 'c', 'd']) await notes.post('/add', { text });
  expect((await notes.get('/notes')).json).toMatchObject([{ id: 1 }, { id: 2 }, { id: 3 }]);
});

test('where no valid response shows what is there, it is the one without memory', async () => {
  await using notes = await start({ minItems: 1 });
  await notes.post('/drop', { id: 1 });
  const none = await notes.get('/notes');
  expect(none).toMatchObject({ status: 200, json: [documented] });
  expect(none.headers['x-contract-state']).toMatch(
    /^this response is the one without memory: .+ must have at least 1 (item|element).+notes\.yaml/,
  );
  const long = await notes.post('/add', { text: 'x'.repeat(21) });
  expect(long).toMatchObject({ status: 200, json: documented });
  expect(long.headers['x-contract-state']).toMatch(/at most 20 characters/);
});
