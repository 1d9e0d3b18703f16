import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { example, sourceFrom } from './source.ts';

const entry = (title: string, schema: string) => `# kept as it is written
openapi: 3.1.0
info: { title: ${title}, version: '1' }
paths:
  /pets:
    get:
      operationId: listPets
      responses:
        '200':
          description: Pets.
          content: { application/json: { schema: { $ref: '${schema}' } } }
`;

test('the example is a description with its schemas', () => {
  const { name, files } = example();
  expect(name).toBe('todo');
  expect([...files.keys()]).toEqual(
    expect.arrayContaining(['openapi.yaml', 'schemas/NewTodo.yaml', 'schemas/Todo.yaml']),
  );
  expect([...files.keys()][0]).toBe('openapi.yaml');
});

test('a description comes with its files, and keeps its text', async () => {
  const folder = folderWith({
    'api/Pet Store.yaml': entry('Pets', 'schemas/Pet.yaml'),
    'api/schemas/Pet.yaml': "properties: { tag: { $ref: '../../common/Tag.yaml' } }\n",
    'common/Tag.yaml': 'type: string\n',
  });
  const { name, title, files } = await sourceFrom(join(folder, 'api/Pet Store.yaml'));
  expect({ name, title }).toEqual({ name: 'pet-store', title: 'Pets' });
  expect(Object.fromEntries(files)).toEqual({
    'openapi.yaml': entry('Pets', 'schemas/Pet.yaml'),
    'schemas/Pet.yaml': "properties: { tag: { $ref: '../external/Tag.yaml' } }\n",
    'external/Tag.yaml': 'type: string\n',
  });
});

test.each([
  ['openapi.yaml', 'Train Travel API', 'train-travel-api'],
  ['v2.yaml', '"!"', 'api'],
  [
    'api.yaml',
    'The long specification of everything that a server can do',
    'the-long-specification-of-everything',
  ],
  ['orders.yaml', 'Anything', 'orders'],
])('the API of %s with the title %s is called %s', async (file, title, name) => {
  const folder = folderWith({ [file]: entry(title, '#/paths') });
  expect((await sourceFrom(join(folder, file))).name).toBe(name);
});

test('a description behind a URL comes with the files of its server', async () => {
  const texts: { readonly [path: string]: string } = {
    '/v1/openapi.yaml': entry('Pets', '/common/Pet.yaml'),
    '/common/Pet.yaml': 'type: string\n',
  };
  const server = createServer(({ url = '' }, response) => response.end(texts[url])).listen(
    0,
    '127.0.0.1',
  );
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const { files } = await sourceFrom(`http://127.0.0.1:${port}/v1/openapi.yaml`);
  server.close();
  server.closeAllConnections();
  expect(Object.fromEntries(files)).toEqual({
    'openapi.yaml': entry('Pets', 'external/Pet.yaml'),
    'external/Pet.yaml': 'type: string\n',
  });
});

test('a folder means the one description in it', async () => {
  const folder = folderWith({ 'a/openapi.yaml': entry('A', '#/paths'), 'b/openapi.yaml': '' });
  expect((await sourceFrom(join(folder, 'a'))).name).toBe('a');
  await expect(sourceFrom(folder)).rejects.toThrow('2 descriptions are in this folder');
});

test('a reference to nothing stays as it is', async () => {
  const folder = folderWith({ 'openapi.yaml': entry('Pets', 'none.yaml') });
  const { files } = await sourceFrom(join(folder, 'openapi.yaml'));
  expect([...files.values()]).toEqual([entry('Pets', 'none.yaml')]);
});

test.each([
  ['the network', entry('Pets', 'http://127.0.0.1:9/x.yaml'), /points to the network/],
  ['Swagger', 'swagger: "2.0"\n', /Swagger 2\.0/],
])('a description with %s is refused', async (_what, text, reason) => {
  const folder = folderWith({ 'openapi.yaml': text });
  await expect(sourceFrom(join(folder, 'openapi.yaml'))).rejects.toThrow(reason);
});
