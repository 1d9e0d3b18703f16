import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

test('a parameter is named after one value of a list, and finds what has it', async () => {
  const note = {
    type: 'object',
    required: ['id'],
    properties: {
      id: { type: 'integer', readOnly: true },
      tags: { type: 'array', items: { type: 'string' } },
    },
  };
  const all = { description: 'All.', ...jsonBody({ type: 'array', items: note }) };
  const one = { description: 'It.', ...jsonBody(note) };
  await using mock = await startStateful(
    JSON.parse(
      description({
        '/notes': {
          get: {
            parameters: [{ name: 'tag', in: 'query', schema: { type: 'string' } }],
            responses: { 200: all },
          },
          post: { requestBody: jsonBody(note), responses: { 201: one } },
        },
        '/notes/{id}': {
          parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
          get: { responses: { 200: one, 404: { description: 'None.' } } },
        },
      }),
    ),
  );
  const send = clientOf(mock);
  const { json: made } = await send('POST', '/notes', { tags: ['home', 'rare'] });
  await send('POST', '/notes', { tags: ['home'] });
  expect((await send('GET', '/notes?tag=rare')).json).toEqual([made]);
  expect((await send('GET', '/notes?tag=none')).json).toEqual([]);
});
