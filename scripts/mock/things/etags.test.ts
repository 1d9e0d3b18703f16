import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { startStateful } from './testing.ts';

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
};
const shown = {
  description: 'It.',
  headers: { ETag: { schema: { type: 'string' } } },
  ...jsonBody(thing, { example: { id: 1, name: 'First' } }),
};
const changed = { 412: { description: 'It has changed.' } };
const described = JSON.parse(
  description({
    '/things': { post: { requestBody: jsonBody(thing), responses: { 201: shown } } },
    '/things/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: shown, 304: { description: 'The same.' } } },
      put: {
        parameters: [{ name: 'If-Match', in: 'header', schema: { type: 'string' } }],
        requestBody: jsonBody(thing),
        responses: { 200: shown, ...changed },
      },
    },
  }),
);

test('an entity tag has the form that the description gives it', async () => {
  const guid = { type: 'string', format: 'uuid' };
  const form = JSON.parse(
    JSON.stringify(described).replaceAll(
      '"ETag":{"schema":{"type":"string"}}',
      '"X-No-Tag":{"schema":{"type":"string"}}',
    ),
  );
  form.paths['/things/{id}'].put.parameters[0].schema = guid;
  await using mock = await startStateful(form);
  const tag = (await fetch(`${mock.url}/things/1`)).headers.get('etag')!;
  expect(tag).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  const put = (wanted: string) =>
    fetch(`${mock.url}/things/1`, {
      ...{ method: 'PUT', body: '{"name":"Second"}' },
      headers: { 'content-type': 'application/json', 'if-match': wanted },
    });
  expect((await put(tag)).status).toBe(200);
  expect((await put(tag)).status).toBe(412);
});

test('an entity tag tells whether a thing has changed', async () => {
  await using mock = await startStateful(described);
  const url = `${mock.url}/things/1`;
  const first = (await fetch(url)).headers.get('etag')!;
  expect(first).toMatch(/^".+"$/);
  const put = (tag: string) =>
    fetch(url, {
      ...{ method: 'PUT', body: '{"name":"Second"}' },
      headers: { 'content-type': 'application/json', 'if-match': tag },
    });
  const done = await put(first);
  expect(done.status).toBe(200);
  const second = done.headers.get('etag')!;
  expect(second).not.toBe(first);
  expect((await put(first)).status).toBe(412);
  expect((await put('*')).status).toBe(200);
  const third = (await fetch(url)).headers.get('etag')!;
  const known = (tag: string) => fetch(url, { headers: { 'if-none-match': tag } });
  expect((await known(third)).status).toBe(304);
  expect((await known(second)).status).toBe(200);
});
