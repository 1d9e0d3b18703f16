import { join, relative } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../testing.ts';
import { nameApis, renamed } from './named-contracts.ts';

const text = "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths: {}\n";
const folder = folderWith({
  'spec/pets/openapi.yaml': text,
  'spec/toys/openapi.json': text,
  'spec/toys/schemas/openapi.yaml': text,
  'spec/notes/README.md': '',
  'empty/a.yaml': text,
});
const named = (...typed: string[]) =>
  nameApis({}, typed).map(({ api, file }) => [api, relative(folder, file)]);

test('a folder means the description of each folder in it, named like that folder', () =>
  expect(named(join(folder, 'spec'))).toEqual([
    ['pets', 'spec/pets/openapi.yaml'],
    ['toys', 'spec/toys/openapi.json'],
  ]));

test('a folder with a description means that one', () =>
  expect(named(join(folder, 'spec/toys/'))).toEqual([['toys', 'spec/toys/openapi.json']]));

test('what names one of them alone gives it the same name', () => {
  const all = nameApis({}, [join(folder, 'spec')]);
  expect(all.flatMap(({ typed }) => nameApis({}, [typed]))).toEqual(all);
});

test('two files of one name are named by their folders', () => {
  const files = ['pets/openapi.yaml', 'toys/openapi.json'].map((name) =>
    join(folder, 'spec', name),
  );
  expect(() => nameApis({}, files)).toThrow(/ are both named "openapi": name their folders\.$/);
  expect(named(join(folder, 'spec/pets'), join(folder, 'spec/toys'))).toHaveLength(2);
});

test('a description in a folder can be renamed', () =>
  expect(renamed(nameApis({}, [join(folder, 'spec/pets')]), 'animals')).toMatchObject([
    { api: 'animals' },
  ]));

test('a folder without a description is a mistake of the user', () =>
  expect(() => named(join(folder, 'empty'))).toThrow(
    /empty: there is no openapi\.yaml in this folder, nor in a folder below it\. Name the file/,
  ));

test('a name of the index goes before a folder of that name', () => {
  const index = { conformance: 'spec/mixin/openapi.yaml' };
  expect(nameApis(index, ['conformance'])).toMatchObject([{ file: 'spec/mixin/openapi.yaml' }]);
});
