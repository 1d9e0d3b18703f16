import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { execute } from './command.ts';

const things = 'scripts/lint/fixtures/conforming';
let folder: string;

beforeEach(() => {
  folder = join(folderWith({}), 'my site');
  vi.spyOn(process.stdout, 'write').mockReturnValue(true);
});
afterEach(() => vi.restoreAllMocks());

test('makes the pages of an API beside what is there', async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, 'own.html'), '');
  expect(await execute([things, '--out', folder])).toBe(0);
  expect(readdirSync(folder)).toEqual(
    expect.arrayContaining(['conforming', 'index.html', 'own.html']),
  );
  expect(readFileSync(join(folder, 'index.html'), 'utf8')).toContain('Things');
});

test('a description is read by its URL, with all that it refers to', async () => {
  const server = createServer(({ url }, response) =>
    response.end(readFileSync(join('scripts/generate/fixtures/things', url!))),
  ).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await execute([`http://127.0.0.1:${port}/openapi.yaml`, '--out', folder]);
  } finally {
    server.close();
  }
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(['index.html', 'openapi']));
});

test('a broken description stops everything, and the reason is given', async () => {
  await expect(
    execute(['scripts/generate/fixtures/broken.yaml', '--out', folder]),
  ).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining('scripts/generate/fixtures/broken.yaml') as string,
  });
  expect(() => readdirSync(folder)).toThrow();
});
