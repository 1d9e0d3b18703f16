import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { startStateful } from './testing.ts';

const file = { type: 'object', properties: { name: { type: 'string' } } };
const all = { description: 'All.', ...jsonBody({ type: 'array', items: file }) };
const files = JSON.parse(
  description({
    '/files': {
      get: { responses: { 200: all } },
      post: {
        requestBody: jsonBody(file),
        responses: { 201: { description: 'It.', ...jsonBody(file) } },
      },
    },
    '/files/{name}': {
      parameters: [{ name: 'name', in: 'path', required: true, schema: { type: 'string' } }],
      get: {
        responses: {
          302: {
            description: 'It is elsewhere.',
            headers: { location: { schema: { type: 'string' }, example: '/elsewhere' } },
          },
          404: { description: 'None.' },
        },
      },
    },
  }),
);

test('where only a redirect is documented, a thing that is there gets it, and no other one', async () => {
  await using mock = await startStateful(files);
  const get = (path: string) => fetch(`${mock.url}${path}`, { redirect: 'manual' });
  const [{ name } = { name: '' }] = (await (await get('/files')).json()) as { name: string }[];
  const { status, headers } = await get(`/files/${name}`);
  expect(status).toBe(302);
  expect(headers.get('location')).toBe('/elsewhere');
  expect((await get('/files/none')).status).toBe(404);
});
