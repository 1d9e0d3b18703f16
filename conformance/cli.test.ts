import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { startServer } from './corpus/server.ts';
import { mixinToken } from './exchange/signers/mixin-token.ts';

const folder = mkdtempSync(join(tmpdir(), 'conformance-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

type Ended = { code: number | null; out: string; err: string };

/** Runs the command as a user does, with nothing in the environment that could be a credential. */
function conformance(args: readonly string[], environment: { [name: string]: string } = {}, whileRunning?: (child: ReturnType<typeof spawn>) => void): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ['conformance/cli.ts', ...args], { env: { PATH: process.env['PATH'], ...environment } });
    const read = { out: '', err: '' };
    child.stdout.on('data', (chunk: Buffer) => { read.out += chunk.toString(); });
    child.stderr.on('data', (chunk: Buffer) => { read.err += chunk.toString(); });
    child.on('close', (code) => resolve({ code, ...read }));
    whileRunning?.(child);
  });
}

const settled = (text: string) => text.replaceAll(/127\.0\.0\.1:\d+/g, '127.0.0.1:PORT').replaceAll(/\d+\.\d s/g, 'N s').trim();

/** The output that the README shows below one of its markers. */
function shownInReadme(marker: string): string {
  const [, block = ''] = new RegExp(`<!-- ${marker} -->\\n\`\`\`\\n([\\s\\S]*?)\`\`\``).exec(readFileSync('README.md', 'utf8')) ?? [];
  return settled(block);
}

const startCorpus = (mutant?: string) => {
  const { publicKey, id } = mixinToken.ephemeral();
  return startServer({ apiKey: 'k', bearerToken: 'demo-token', mixinSession: { uid: 'u', sid: id, publicKey }, ...(mutant ? { mutant } : {}) });
};

test('without a target it checks the mock, which conforms, as the README shows', async () => {
  const { code, out, err } = await conformance([]);
  expect(err).toContain('no target was given: checking the mock');
  expect(settled(out)).toBe(shownInReadme('conformance'));
  expect(code).toBe(0);
});

test('a finding is shown as the README shows it, written as JSON, and the exit code is 1', async () => {
  await using server = await startCorpus('does-without-a-fingerprint');
  const file = join(folder, 'deep', 'report.json');
  const { code, out } = await conformance(['notifications', '--target', server.url, '--report', `json=${file}`], { NOTIFICATIONS_BEARER_AUTH: 'demo-token' });
  const report = JSON.parse(readFileSync(file, 'utf8')) as { verdict: string; cases: object; findings: { check: string }[] };
  const stable = (text: string) => settled(text).replaceAll(/actual .*/g, 'actual …');
  expect(stable(out)).toBe(stable(shownInReadme('finding')));
  expect(report).toMatchObject({ verdict: 'fail', apis: [{ name: 'notifications' }], cases: { failed: 1, errors: 0, skipped: 0 } });
  expect(report.findings).toHaveLength(1);
  expect(report.findings[0]).toMatchObject({ check: 'invalid-refused', severity: 'error', api: 'notifications', operation: 'refreshPushToken', occurrences: 1 });
  expect(code).toBe(1);
});

test('a configuration gives target, credentials and known values', async () => {
  await using server = await startCorpus();
  const file = join(folder, 'conformance.config.yaml');
  writeFileSync(file, [
    'targets:', '  notifications:', `    url: ${server.url}`, '    credentials: { bearerAuth: "${TOKEN}" }',
    '    values: { refreshPushToken: { /deviceId: device-a81f92 } }',
  ].join('\n'));
  const { code, out } = await conformance(['--config', file], { TOKEN: 'demo-token' });
  expect(out).toMatch(/pass {2}refreshPushToken +\d+ passed, \d+ skipped/);
  expect(code).toBe(0);
});

test('the plan is printed with --dry-run, and nothing is sent', async () => {
  const { code, out } = await conformance(['notifications', '--dry-run']);
  expect(out).toContain('invalid   refreshPushToken/required/body/deviceId/missing  (`deviceId`, which is required, is left out)');
  expect(code).toBe(0);
});

test('Ctrl-C ends a run that waits, says so, and exits with 2', async () => {
  const waiting = Promise.withResolvers<void>();
  const server = createServer(() => waiting.resolve()).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const { code, out } = await conformance(['notifications', '--target', url, '--timeout', '600'], { NOTIFICATIONS_BEARER_AUTH: 't' }, (child) => {
    void waiting.promise.then(() => child.kill('SIGINT'));
  });
  server.closeAllConnections();
  server.close();
  expect(out).toContain('error the run was interrupted');
  expect(code).toBe(2);
});

const unreadable = join(folder, 'unreadable.yaml');
writeFileSync(unreadable, 'openapi: 3.1.0\ninfo: [\n');
const swagger = join(folder, 'swagger.json');
writeFileSync(swagger, '{"swagger": "2.0"}');

const mistakes: { why: string; args: string[]; says: RegExp }[] = [
  { why: 'a flag that there is not', args: ['--tarket', 'http://127.0.0.1:1'], says: /Unknown option '--tarket'\. See --help\./ },
  { why: 'a URL in place of an API, as npm makes of a flag without the two hyphens', args: ['http://127.0.0.1:4010/amity'], says: /is a URL, not an API\. With npm, flags stand after two hyphens/ },
  { why: 'an API that there is not', args: ['amitty'], says: /There is no API "amitty"\. There are amity, mixin, notifications/ },
  { why: 'an operation that there is not', args: ['--operation', 'nope'], says: /There is no operation "nope"\. Known are: registerSession/ },
  { why: 'a target that is no URL', args: ['amity', '--target', 'staging.example.com'], says: /"staging\.example\.com" is no http or https URL/ },
  { why: 'one target for several APIs', args: ['--target', 'http://127.0.0.1:1'], says: /one URL for 3 APIs: name the API to check/ },
  { why: 'no credentials', args: ['amity', '--target', 'http://127.0.0.1:1'], says: /needs a credential for its security scheme "apiKey": set AMITY_API_KEY/ },
  { why: 'no description', args: ['nowhere/openapi.yaml'], says: /nowhere\/openapi\.yaml: there is no such file/ },
  { why: 'a description that is no YAML', args: [unreadable], says: /unreadable\.yaml:\d+: this is no YAML/ },
  { why: 'a description of another format', args: [swagger], says: /this is a Swagger 2\.0 description, which is not read\. Convert it/ },
  { why: 'a case that there is not', args: ['--case', 'createPin/type/body/nope'], says: /There is no case "createPin\/type\/body\/nope"\. --dry-run lists all/ },
  { why: 'a check that there is not', args: ['--exclude', 'valid-acepted'], says: /There is no check "valid-acepted"\. Known are: body-matches-schema/ },
  { why: 'another intent', args: ['--only', 'good'], says: /--only is valid or invalid, not "good"/ },
  { why: 'a number that is none', args: ['--max-cases', 'many'], says: /--max-cases is a whole number from 1 on, not "many"/ },
  { why: 'a report of an unknown kind', args: ['--report', 'pdf=x'], says: /no report of the kind "pdf"\. There are json, text/ },
  { why: 'a report without a file', args: ['--report', 'json'], says: /write --report json=PATH/ },
  { why: 'a report without a name', args: ['--report', 'json='], says: /write --report json=PATH/ },
  { why: 'a report that is a folder', args: ['--report', `json=${folder}`], says: /can't be written: EISDIR/ },
  { why: 'a time limit that is no number', args: ['--timeout', 'soon'], says: /--timeout is a number of seconds above 0, not "soon"/ },
  { why: 'no configuration', args: ['--config', 'nowhere.yaml'], says: /nowhere\.yaml: there is no such file/ },
];

for (const { why, args, says } of mistakes) {
  test(`a mistake is one line and exit code 2: ${why}`, async () => {
    const { code, out, err } = await conformance(args);
    expect(err).toMatch(says);
    expect(err.trim().split('\n')).toHaveLength(1);
    expect(out).toBe('');
    expect(code).toBe(2);
  });
}

test('a target that refuses connections is one sentence and exit code 2', async () => {
  const { code, out } = await conformance(['amity', '--target', 'http://127.0.0.1:9'], { AMITY_API_KEY: 'secret-key' });
  expect(out).toContain("error http://127.0.0.1:9 can't be reached: the connection was refused");
  expect(out).toContain('It could not be judged.');
  expect(code).toBe(2);
});

test('--help answers with the exit code 0', async () => {
  const { code, out } = await conformance(['--help']);
  expect(out).toContain('Exit codes: 0 it conforms, 1 there are findings, 2 it could not be judged.');
  expect(code).toBe(0);
});

test('a mistake leaves no report behind, and one that was there as it was', async () => {
  const [fresh, old] = [join(folder, 'fresh.json'), join(folder, 'old.json')];
  writeFileSync(old, 'kept');
  expect((await conformance(['nowhere.yaml', '--report', `json=${fresh}`, '--report', `text=${old}`])).code).toBe(2);
  expect(existsSync(fresh)).toBe(false);
  expect(readFileSync(old, 'utf8')).toBe('kept');
});

test('paths are those of the folder where the user is', async () => {
  writeFileSync(join(folder, 'mine.yaml'), JSON.stringify({ openapi: '3.1.1', info: { title: 'Mine', version: '1' }, paths: { '/': { get: { operationId: 'mine', responses: { 200: { description: 'ok' } } } } } }));
  const { code, out } = await conformance(['mine.yaml', '--report', 'json=mine.json'], { INIT_CWD: folder });
  expect(out).toMatch(/pass {2}mine/);
  expect(code).toBe(0);
  expect(existsSync(join(folder, 'mine.json'))).toBe(true);
});
