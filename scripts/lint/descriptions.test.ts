import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { descriptionsFor } from './descriptions.ts';

const empty = "openapi: 3.1.0\ninfo: { title: Things, version: '1' }\npaths: {}\n";
const filesIn = async (...words: string[]) =>
  (await descriptionsFor(words)).map(({ file }) => file);

test('a folder means its own description, else those of the folders in it', async () => {
  const folder = folderWith({
    'spec/one/openapi.yaml': empty,
    'spec/two/openapi.json': JSON.stringify({ openapi: '3.1.0', info: {}, paths: {} }),
    'spec/three/other.yaml': empty,
  });
  const spec = join(folder, 'spec');
  expect(await filesIn(spec)).toEqual([
    join(spec, 'one/openapi.yaml'),
    join(spec, 'two/openapi.json'),
  ]);
  expect(await filesIn(join(spec, 'one'))).toEqual([join(spec, 'one/openapi.yaml')]);
  await expect(filesIn(join(spec, 'three'))).rejects.toThrow('there is no openapi.yaml');
});

test('the name of an API means its description', async () =>
  expect(await filesIn('amity')).toEqual(['spec/amity/openapi.yaml']));

test.each([
  ['swagger: "2.0"\n', 'this is a Swagger 2.0 description'],
  ['name: none\n', 'this is no OpenAPI'],
])('%s is no description', async (text, reason) => {
  const folder = folderWith({ 'openapi.yaml': text });
  await expect(filesIn(folder)).rejects.toThrow(reason);
});
