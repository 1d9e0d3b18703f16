import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { execute } from './command.ts';
import { readCommand } from './flags.ts';

const things = 'scripts/lint/fixtures/conforming';
let folder: string;
let printed: string;

beforeEach(() => {
  folder = join(folderWith({}), 'my site');
  printed = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
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
  expect(printed).toMatch(/^wrote \S+my site: \d+ pages, \d+(\.\d)? [kM]B in \d+\.\d s\n$/);
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

const refused: readonly (readonly [string[], string])[] = [
  [['--serve', '--out', 'x'], '--serve writes no files: leave out --out, or leave out --serve.'],
  [['--port', '1'], '--port is for --serve'],
  [['--serve', '--port', 'x'], '--port is a number from 0 to 65535, not "x".'],
  [['--serve', '--port', '65536'], '--port is a number from 0 to 65535, not "65536".'],
  [['--server', 'localhost'], '--server "localhost" is not an http or https URL'],
  [['--config', 'none.yaml'], 'none.yaml: there is no such file.'],
  [['--report', 'none.json'], 'none.json: there is no such file.'],
  [['--tilte', 'x'], `Unknown option '--tilte': did you mean "--title"?`],
];
test.each(refused)('%j is refused', async (words, says) => {
  await expect(execute([things, ...words])).rejects.toMatchObject({
    name: 'UserError',
    message: expect.stringContaining(says) as string,
  });
});

test('evidence can be switched off, and is on by default', () => {
  expect(readCommand(['--no-evidence']).evidence).toBe(false);
  expect(readCommand([]).evidence).toBeUndefined();
  expect(readCommand([])).toMatchObject({ port: 4020, since: [], server: [], typed: [] });
});
