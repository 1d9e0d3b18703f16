import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { complaintOf, description, folderWith } from '../testing.ts';
import { execute } from './execute.ts';

/** What the server of these tests received: method, path and credentials. */
const received: string[] = [];
const server = createServer((request, response) => {
  received.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim());
  response.writeHead(204).end();
});
let url = '';
let printed = '';
beforeAll(async () => {
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  vi.spyOn(process.stdout, 'write').mockImplementation(() => true);
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    printed += String(text);
    return true;
  });
});
beforeEach(() => {
  received.length = 0;
  printed = '';
});
afterAll(() => {
  vi.restoreAllMocks();
  server.close();
});

const die = description(
  {
    '/die': {
      get: {
        operationId: 'roll',
        security: [{ token: [] }],
        responses: { 204: { description: 'Rolled.' }, 401: { description: 'Refused.' } },
      },
    },
  },
  { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
);

const files = (config: string) =>
  folderWith({ 'die.yaml': die, 'sub/die.yaml': die, 'other.yaml': die, 'c.yaml': config });

type Given = {
  name?: string | undefined;
  config?: string | undefined;
  targets?: readonly string[];
};

/** Sends one case of some descriptions, as the command does. */
const run = (apis: readonly string[], { name, config, targets = [] }: Given = {}) =>
  execute([
    ...apis,
    ...['--case', 'roll/examples/plain', '--retries', '0', '--report', 'json=report.json'],
    ...(name === undefined ? [] : ['--name', name]),
    ...(config === undefined ? [] : ['--config', config]),
    ...targets.flatMap((target) => ['--target', target]),
  ]);

const target = (key: string) =>
  `targets:\n  ${key}:\n    url: ${url}\n    credentials: { token: secret-of-the-file }\n`;

const spellings: readonly {
  why: string;
  key: string;
  typed: string;
  name?: string;
}[] = [
  { why: 'the name of the file', key: 'die', typed: 'die.yaml' },
  { why: 'the path as typed', key: 'die.yaml', typed: 'die.yaml' },
  { why: 'the path, spelled in another way', key: './die.yaml', typed: 'die.yaml' },
  { why: 'the name of a file in a folder', key: 'die', typed: 'sub/die.yaml' },
  { why: 'the path of a file in a folder', key: 'sub/die.yaml', typed: './sub/die.yaml' },
  { why: 'the name of --name', key: 'dice', typed: 'die.yaml', name: 'dice' },
  { why: 'the path beside --name', key: 'die.yaml', typed: 'die.yaml', name: 'dice' },
];
for (const { why, key, typed, name } of spellings)
  test(`a target's key may be ${why}`, async () => {
    const folder = files(target(key.includes('/') || key.includes('.') ? `"${key}"` : key));
    vi.stubEnv('INIT_CWD', folder);
    const options = { name, config: 'c.yaml' };
    expect(await run([typed], options)).toBe(0);
    expect(received).toEqual(['GET /die Bearer secret-of-the-file']);
    expect(printed).not.toContain('mock');
  });

test('--target goes before the url of the configuration, and its credentials stay', async () => {
  const folder = files(
    'targets: { die: { url: "http://127.0.0.1:9", credentials: { token: kept } } }\n',
  );
  vi.stubEnv('INIT_CWD', folder);
  expect(await run(['die.yaml'], { config: 'c.yaml', targets: [url] })).toBe(0);
  expect(received).toEqual(['GET /die Bearer kept']);
});

for (const key of ['die', 'die.yaml', './die.yaml'])
  test(`--target ${key}=URL is the target of die.yaml`, async () => {
    vi.stubEnv('INIT_CWD', files('{}'));
    vi.stubEnv('DIE_TOKEN', 't');
    expect(await run(['die.yaml'], { targets: [`${key}=${url}`] })).toBe(0);
    expect(received).toEqual(['GET /die Bearer t']);
  });

test('without APIs on the command line, the paths of the configuration are checked', async () => {
  vi.stubEnv('INIT_CWD', files(target('die.yaml')));
  expect(await run([], { config: 'c.yaml' })).toBe(0);
  expect(received).toEqual(['GET /die Bearer secret-of-the-file']);
});

test('a target that is out of reach is an error, and no reason to check the mock', async () => {
  vi.stubEnv('INIT_CWD', files('targets: { die: { url: "http://127.0.0.1:1" } }\n'));
  vi.stubEnv('DIE_TOKEN', 't');
  expect(await run(['die.yaml'], { config: 'c.yaml' })).toBe(2);
  expect(printed).not.toContain('mock');
});

test('a configuration without a url: the mock is checked, and the credentials are said to be unused', async () => {
  vi.stubEnv('INIT_CWD', files('targets:\n  die:\n    credentials: { token: t }\n'));
  expect(await run(['die.yaml'], { config: 'c.yaml' })).toBe(0);
  expect(printed).toContain(
    'c.yaml:2: "die" has no url, and no --target is given: the run checks the mock and ignores these credentials',
  );
});

test('a target of another API is no reason to check the mock', async () => {
  vi.stubEnv('INIT_CWD', files('targets: { amity: { url: "http://127.0.0.1:1" } }\n'));
  await expect(run(['die.yaml'], { config: 'c.yaml' })).rejects.toThrow(
    'There is no target for die: add --target die=URL',
  );
});

test('one configuration serves several runs: names of the index and paths of other descriptions', async () => {
  const config = `${target('die')}  amity: { url: "\${NOT_SET}" }\n  other.yaml: { url: "\${NOT_SET}" }\n`;
  vi.stubEnv('INIT_CWD', files(config));
  expect(await run(['die.yaml'], { config: 'c.yaml' })).toBe(0);
});

const mistakes: readonly {
  why: string;
  config?: string;
  apis?: readonly string[];
  name?: string;
  targets?: readonly string[];
  says: string;
}[] = [
  {
    why: 'a misspelt key',
    config: 'targets:\n  dye: { url: "http://127.0.0.1:1" }\n',
    says: 'c.yaml:2: there is no API "dye" in this run: did you mean "die"?',
  },
  {
    why: 'the path of a description that there is not',
    config: 'targets:\n  dye.yaml: { url: "http://127.0.0.1:1" }\n',
    says: "c.yaml:2: the description dye.yaml can't be read: there is no such file.",
  },
  {
    why: 'two keys of one API',
    config: 'targets:\n  die: {}\n  die.yaml: {}\n',
    says: 'c.yaml:3: "die" and "die.yaml" both name the API die: keep one of them.',
  },
  {
    why: 'the name of the file beside --name',
    config: 'targets:\n  die: {}\n',
    name: 'dice',
    says: 'c.yaml:2: there is no API "die" in this run: did you mean "dice"?',
  },
  {
    why: 'two descriptions of one name',
    apis: ['die.yaml', 'sub/die.yaml'],
    says: 'die.yaml and sub/die.yaml are both named "die": check one at a time, or rename one of the files.',
  },
  {
    why: '--name for several descriptions',
    apis: ['die.yaml', 'other.yaml'],
    name: 'dice',
    says: '--name dice names the API of one description that is given by path or URL.',
  },
  {
    why: '--name for an API of the index',
    apis: ['amity'],
    name: 'dice',
    says: '--name dice names the API of one description that is given by path or URL.',
  },
  {
    why: '--name without a description',
    apis: [],
    name: 'dice',
    says: '--name dice names the API of one description that is given by path or URL.',
  },
  {
    why: 'a name that can be no part of a URL',
    name: 'a/b',
    says: '--name a/b: a name has letters, digits, ".", "_" and "-" only.',
  },
  {
    why: '--target for an API of another run',
    targets: ['dye=http://127.0.0.1:1'],
    says: '--target dye=http://127.0.0.1:1: dye is not among the APIs to check.',
  },
];
for (const { why, config, apis = ['die.yaml'], name, targets = [], says } of mistakes)
  test(`${why} is a mistake of the user`, async () => {
    const folder = files(config ?? '{}');
    vi.stubEnv('INIT_CWD', folder);
    const options = { name, targets, config: config === undefined ? undefined : 'c.yaml' };
    const error = await run(apis, options).catch((thrown: unknown) => thrown);
    expect(
      complaintOf(() => {
        throw error;
      }, folder),
    ).toContain(says);
    expect(received).toEqual([]);
  });

test('merge knows the APIs of its reports, and no others', async () => {
  const folder = files(`${target('die')}severities: { within-time: warning }\n`);
  vi.stubEnv('INIT_CWD', folder);
  await run(['die.yaml'], { config: 'c.yaml' });
  expect(await execute(['merge', 'report.json', '--config', 'c.yaml'])).toBe(0);
  writeFileSync(join(folder, 'c.yaml'), 'targets:\n  dye: {}\n');
  await expect(execute(['merge', 'report.json', '--config', 'c.yaml'])).rejects.toThrow(
    'c.yaml:2: there is no API "dye" in this run: did you mean "die"?',
  );
});

test('a variable in a url is a secret: no output shows it, and the shell fills it in', async () => {
  vi.stubEnv('URL_KEY', 'k3y-in-the-path');
  vi.stubEnv('DIE_TOKEN', 'a-token');
  const folder = files(`targets: { die: { url: '${url}/\${URL_KEY}/v1/' } }\n`);
  vi.stubEnv('INIT_CWD', folder);
  const reports = ['json', 'html', 'junit', 'sarif', 'markdown', 'github', 'text'];
  const code = await execute([
    'die.yaml',
    ...['--config', 'c.yaml', '--case', 'roll/examples/plain', '--fail-on', 'notice'],
    ...reports.flatMap((kind) => ['--report', `${kind}=report.${kind}`]),
  ]);
  expect(code).toBe(0);
  expect(received).toEqual(['GET /k3y-in-the-path/v1/die Bearer a-token']);
  const texts = [
    printed,
    ...reports.map((kind) => readFileSync(join(folder, `report.${kind}`), 'utf8')),
  ];
  for (const text of texts) expect(text).not.toContain('k3y');
  expect(printed).toContain(`to ${url}/\${URL_KEY}/v1`);
});

test('the line of a finding names the variable of the url', async () => {
  vi.stubEnv('URL_KEY', 'k3y-in-the-path');
  vi.stubEnv('DIE_TOKEN', 'a-token');
  vi.stubEnv('INIT_CWD', files(`targets: { die: { url: '${url}/\${URL_KEY}/v1' } }\n`));
  const wrong = ['--only', 'invalid', '--report', 'text=report.text'];
  expect(await execute(['die.yaml', '--config', 'c.yaml', ...wrong])).toBe(1);
  const text = readFileSync(join(process.env.INIT_CWD!, 'report.text'), 'utf8');
  expect(text).toContain(`"${url}/$URL_KEY/v1/die"`);
  expect(text).not.toContain('k3y');
});

test('a mistake in a url with a variable shows only its name', async () => {
  vi.stubEnv('URL_KEY', 'k3y-in-the-path');
  vi.stubEnv('INIT_CWD', files('targets: { die: { url: "ftp://x/${URL_KEY}" } }\n'));
  await expect(run(['die.yaml'], { config: 'c.yaml' })).rejects.toThrow(
    /c\.yaml:1: The target "ftp:\/\/x\/\$\{URL_KEY\}" is not an http or https/,
  );
});
