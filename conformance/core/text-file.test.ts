import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../testing.ts';
import { readText } from './text-file.ts';

const folder = folderWith({ 'right.yaml': '\uFEFFa: ä\n', 'large.yaml': '' });
const at = (name: string) => join(folder, name);
const messageOf = (file: string): string => {
  try {
    return `no error, but ${readText(file).length} characters`;
  } catch (error) {
    expect(error).toMatchObject({ name: 'UserError' });
    return (error as Error).message.replace(`${folder}/`, '');
  }
};

test('a text is read without its byte-order mark', () =>
  expect(readText(at('right.yaml'))).toBe('a: ä\n'));

test.each([
  ['utf-16.yaml', Buffer.from('\uFEFFa: 1', 'utf16le'), 'it is in UTF-16: save it in UTF-8'],
  ['unmarked.yaml', Buffer.from('a: 1', 'utf16le'), 'it is in UTF-16: save it in UTF-8'],
  [
    'big-endian.json',
    Buffer.from('{"a":1}', 'utf16le').swap16(),
    'it is in UTF-16: save it in UTF-8',
  ],
  ['image.yaml', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'it is no text but binary data'],
])('%s is told', (name, bytes, reason) => {
  writeFileSync(at(name), bytes);
  expect(messageOf(at(name))).toBe(`${name}: ${reason}.`);
});

test('a file above 50 MB is told before it is read', () => {
  truncateSync(at('large.yaml'), 50_000_001);
  expect(messageOf(at('large.yaml'))).toMatch(/^large.yaml: it is larger than 50 MB/);
});

test('what is no file is told and not opened', () => {
  mkdirSync(at('folder.yaml'));
  execFileSync('mkfifo', [at('pipe')]);
  expect(messageOf(at('folder.yaml'))).toBe('folder.yaml: it is a folder: name a file in it.');
  expect(messageOf(at('pipe'))).toMatch(/^pipe: it is a named pipe and no file: write its content/);
  expect(messageOf('/dev/zero')).toMatch(/^\/dev\/zero: it is a device and no file/);
  expect(messageOf(at('missing'))).toBe('missing: there is no such file.');
  expect(readText('/dev/null')).toBe('');
});

/** What a process prints that reads its standard input twice. */
const twice = (shell: string) =>
  spawnSync(
    'sh',
    [
      '-c',
      `${shell} "${process.execPath}" -e "
        import('./conformance/core/text-file.ts').then(({ readText }) =>
          console.log(readText('/dev/stdin').length, readText('/dev/stdin').length),
        ).catch(({ message }) => console.log(message))"`,
    ],
    { encoding: 'utf8' },
  ).stdout.trim();

test('a pipe of the shell is read once, kept, and bounded', () => {
  expect(twice('printf abc |')).toBe('3 3');
  expect(twice('cat /dev/zero |')).toMatch(/^\/dev\/stdin: it is larger than 50 MB/);
});
