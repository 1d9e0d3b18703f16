import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Report } from '../report/report.ts';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { code: number | null; out: string; err: string };

/** Runs the command as a user does, with nothing in the environment that could be a credential. */
function conformance(
  args: readonly string[],
  environment: { [name: string]: string } = {},
  whileRunning?: (child: ReturnType<typeof spawn>) => void,
): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['scripts/contracts.ts', 'check', ...args], {
      env: { PATH: process.env.PATH, ...environment },
    });
    const read = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => {
      read.out += chunk.toString();
    });
    child.stderr.on('data', (chunk: Buffer) => {
      read.err += chunk.toString();
    });
    child.on('close', (code) => resolve({ code, ...read }));
    whileRunning?.(child);
  });
}

const reportOf = (file: string) => JSON.parse(readFileSync(file, 'utf8')) as Report;

test('--help answers with the exit code 0', async () => {
  const { code, out } = await conformance(['--help']);
  expect(out).toContain(
    "Exit codes: 0 it conforms, 1 there are findings or too little is covered, 2 it can't be judged.",
  );
  expect(code).toBe(0);
});

test('a mistake of the user is one line and the exit code 2', async () => {
  const { code, out, err } = await conformance(['--tarket', 'http://127.0.0.1:1']);
  expect(err).toBe('error: Unknown option \'--tarket\': did you mean "--target"? See --help.\n');
  expect(out).toBe('');
  expect(code).toBe(2);
});

test('Ctrl-C in the middle of a run writes every report and exits with 2', async () => {
  let answered = 0;
  const enough = Promise.withResolvers<void>();
  const server = createServer((request, response) => {
    answered += 1;
    if (answered === 10) enough.resolve();
    // from here on the server does not answer
    else if (answered < 10) request.resume().on('end', () => response.writeHead(418).end());
  }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const files = ['json', 'junit', 'html', 'sarif', 'markdown', 'text', 'github'].map(
    (kind) => [kind, join(folder, `interrupted.${kind}`)] as const,
  );
  const { code } = await conformance(
    [
      'notifications',
      '--target',
      `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      '--timeout',
      '600',
      ...files.flatMap(([kind, file]) => ['--report', `${kind}=${file}`]),
    ],
    { NOTIFICATIONS_BEARER_AUTH: 't' },
    (child) => void enough.promise.then(() => child.kill('SIGINT')),
  );
  server.closeAllConnections();
  server.close();
  expect(code).toBe(2);
  const report = reportOf(files[0]![1]);
  expect(report.verdict).toBe('error');
  expect(report.cases.failed).toBe(9);
  expect(report.findings.map(({ check }) => check)).toEqual(['status-documented']);
  for (const [kind, file] of files)
    expect({ kind, says: readFileSync(file, 'utf8').includes('the run was interrupted') }).toEqual({
      kind,
      says: true,
    });
});

test('Ctrl-C ends a waiting run and exits with 2', async () => {
  const waiting = Promise.withResolvers<void>();
  const server = createServer(() => waiting.resolve()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out } = await conformance(
    ['notifications', '--target', url, '--timeout', '600'],
    { NOTIFICATIONS_BEARER_AUTH: 't' },
    (child) => {
      void waiting.promise.then(() => child.kill('SIGINT'));
    },
  );
  server.closeAllConnections();
  server.close();
  expect(out).toContain('error the run was interrupted');
  expect(code).toBe(2);
});

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends a command that is planning, which takes a while at a stretch',
  async (signal) => {
    const { code } = await conformance(
      ['node_modules/@goauthentik/api/schema.yml', '--dry-run'],
      {},
      (child) => child.stdout!.once('data', () => child.kill(signal)),
    );
    expect(code).toBe(null);
  },
);
