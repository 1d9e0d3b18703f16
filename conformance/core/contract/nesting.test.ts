import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, folderWith } from '../../testing.ts';
import { readDocuments } from './documents.ts';

const nested = (depth: number, open: string, close: string) =>
  `${open.repeat(depth)}1${close.repeat(depth)}`;
const texts: readonly [file: string, text: (depth: number) => string][] = [
  ['a.json', (depth) => `{"x":${nested(depth, '[', ']')}}`],
  ['a.json', (depth) => `{"x":${nested(depth, '{"a":', '}')}}`],
  ['a.yaml', (depth) => `x: ${nested(depth, '[', ']')}`],
  ['a.yaml', (depth) => `x:\n  ${'- '.repeat(depth)}1`],
];
const complaint = (file: string, text: string) => {
  const folder = folderWith({ [file]: text });
  return complaintOf(() => readDocuments(join(folder, file)), folder);
};

test.for(texts)('%s nested 100,000 deep is refused in one line', ([file, text]) => {
  const said = complaint(file, text(100_000));
  expect(said).toMatch(
    /^a\.(?:json|yaml):[12]: (?:this is nested deeper than 500 levels|it is nested too deeply)/,
  );
});

test.for(texts)('%s nested 200 deep is read, and 1,200 deep is not', ([file, text]) => {
  const folder = folderWith({ [file]: text(200) });
  expect(readDocuments(join(folder, file)).root.x).toBeDefined();
  expect(complaint(file, text(1200))).toContain('nested');
});
