import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const of = (schema: unknown) => ({ description: 'It.', ...jsonBody(schema) });
const missing = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
const inPath = (name: string, schema: object = text) => ({
  name,
  in: 'path',
  required: true,
  schema,
});
const described = (paths: object): object => JSON.parse(description(paths)) as object;
const list = (items: object) => ({ type: 'array', items });

test('PUT removes a member that no schema names, and keeps what only answers show', async () => {
  const given = { type: 'object', properties: { text }, additionalProperties: true };
  const note = { ...given, properties: { name: text, text, owner: text } };
  await using mock = await startStateful(
    described({
      '/notes': {
        get: { responses: { 200: of(list(note)) } },
        post: { requestBody: jsonBody(note), responses: { 201: of(note) } },
      },
      '/notes/{name}': {
        parameters: [inPath('name')],
        get: { responses: { 200: of(note), ...missing } },
        put: { requestBody: jsonBody(given), responses: { 200: of(note), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json } = await send('POST', '/notes', {
    name: 'a',
    owner: 'Ada',
    text: 'A',
    colour: 'red',
  });
  const { json: put } = await send('PUT', `/notes/${json.name}`, { text: 'B', size: 1 });
  expect(put).toEqual({ name: 'a', owner: 'Ada', text: 'B', size: 1 });
});

test('a member that a request must give, and that its schema does not describe, is replaced too', async () => {
  const hook = {
    type: 'object',
    required: ['id', 'team'],
    properties: { id: { type: 'integer', readOnly: true }, team: text, url: text },
  };
  const sent = { type: 'object', required: ['team'], properties: { url: text } };
  await using mock = await startStateful(
    described({
      '/hooks': { post: { requestBody: jsonBody(sent), responses: { 201: of(hook) } } },
      '/hooks/{id}': {
        parameters: [inPath('id', { type: 'integer' })],
        get: { responses: { 200: of(hook), ...missing } },
        put: { requestBody: jsonBody(sent), responses: { 200: of(hook), ...missing } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json } = await send('POST', '/hooks', { team: 'A', url: 'u' });
  expect(json).toMatchObject({ team: 'A', url: 'u' });
  await send('PUT', `/hooks/${json.id}`, { team: 'B' });
  expect((await send('GET', `/hooks/${json.id}`)).json).toEqual({ id: json.id, team: 'B' });
});
