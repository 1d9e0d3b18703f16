import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { folderWith } from '../../conformance/testing.ts';
import { root } from '../redocly.ts';

const folder = folderWith({
  'remote.yaml': `openapi: 3.1.0
info: { title: Things, version: '1' }
paths: {}
components: { schemas: { Thing:
  { $ref: 'http://127.0.0.1:9/x.yaml' } } }
`,
});

test('a description without a problem ends with 0', async () => {
  const { code, stdout, stderr } = await lint('scripts/lint/fixtures/conforming/openapi.yaml');
  expect({ code, stdout, stderr }).toEqual({
    code: 0,
    stdout: 'No problem in scripts/lint/fixtures/conforming/openapi.yaml.\n',
    stderr: '',
  });
});

test('a problem is reported with its place, and ends with 1', async () => {
  const { code, stdout } = await lint('scripts/lint/fixtures/without-source.yaml');
  expect(code).toBe(1);
  expect(stdout).toMatchInlineSnapshot(`
    "scripts/lint/fixtures/without-source.yaml:17:5  error  contracts/operation-source
      This operation does not name its source. Add \`x-source\` with \`strength\` and \`document\`.
      at #/paths/~1things/delete

    1 error in scripts/lint/fixtures/without-source.yaml.
    "
  `);
});

test('a file that is not there ends with 2', async () => {
  const { code, stdout, stderr } = await lint('scripts/lint/fixtures/missing.yaml');
  expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
  expect(stderr).toContain('missing.yaml: there is no such file');
});

test.each([
  ['/dev/zero', 'it is a device and no file'],
  [folder, 'there is no openapi.yaml in this folder'],
  [
    join(folder, 'remote.yaml'),
    'remote.yaml:5: $ref "http://127.0.0.1:9/x.yaml" points to the network',
  ],
])('%s is not handed to Redocly, and ends with 2', async (file, reason) => {
  const { code, stderr } = await lint(file);
  expect(stderr).toContain(reason);
  expect(code).toBe(2);
});

test('a folder without a configuration is checked by the profile recommended', async () => {
  const empty = folderWith({
    'spec/things/openapi.yaml':
      "openapi: 3.1.0\ninfo: { title: Things, version: '1' }\npaths: {}\n",
  });
  expect(await lintIn(empty, 'spec')).toEqual({
    code: 0,
    stdout: 'No problem in spec/things/openapi.yaml.\n',
    stderr: '',
  });
});

test('an unknown flag ends with 2', async () => {
  expect((await lint('--fix')).code).toBe(2);
});

const lint = (...args: string[]) => lintIn(root, ...args);

function lintIn(
  cwd: string,
  ...args: string[]
): Promise<{ code: number; stdout: string; stderr: string }> {
  // npm would say where the user is
  const { INIT_CWD: _, ...env } = process.env;
  return new Promise((resolve) => {
    execFile(
      process.execPath,
      [join(root, 'scripts/contracts.ts'), 'lint', ...args],
      { cwd, env },
      (error, stdout, stderr) => {
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
      },
    );
  });
}
