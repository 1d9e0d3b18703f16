import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, contractOf, description, folderWith, listen } from '../testing.ts';
import type { Report } from '../report/report.ts';
import { readFileSync } from 'node:fs';
import { excludedOf, withoutMethods } from './choice.ts';
import { noConfig, readConfig } from './config.ts';
import { conformance } from './testing.ts';

const operation = (operationId: string, ...tags: string[]) => ({
  ...{ operationId, tags },
  responses: { 204: { description: 'Done.' } },
});
const text = description({
  '/users': {
    get: operation('listUsers', 'users'),
    post: operation('createUser', 'users', 'admin'),
  },
  '/users/me': { delete: operation('deleteMe', 'users') },
  '/admin/restart': { put: operation('restart', 'admin') },
});
const things = contractOf(text);

/** What is left out, by the lists of a target and by flags. */
function excluded(
  flags: {
    readonly exclude?: string[];
    readonly include?: string[];
    readonly operation?: string[];
  },
  lists = '',
) {
  const folder = folderWith({
    'c.yaml': `targets:\n  things:\n    url: http://a.example\n${lists}`,
  });
  const config = () => readConfig(join(folder, 'c.yaml'), {});
  const run = () =>
    excludedOf([things], lists === '' ? noConfig : config(), {
      ...{ exclude: [], include: [], operation: [] },
      ...flags,
    }).get('things')!;
  return {
    folder,
    run,
    reasons: () => [...run()].map(([id, reason]) => `${id} ${reason.replaceAll(`${folder}/`, '')}`),
  };
}

test('without selectors nothing is left out', () => expect(excluded({}).reasons()).toEqual([]));

test('--exclude leaves out what any of its selectors matches', () =>
  expect(excluded({ exclude: ['tag:admin', 'DELETE'] }).reasons()).toEqual([
    'createUser excluded by --exclude tag:admin',
    'deleteMe excluded by --exclude DELETE',
    'restart excluded by --exclude tag:admin',
  ]));

test('--include leaves out what none of its selectors matches, and --exclude goes before it', () =>
  expect(excluded({ include: ['GET', '/users'], exclude: ['createUser'] }).reasons()).toEqual([
    'createUser excluded by --exclude createUser',
    'deleteMe not included by --include GET, --include /users',
    'restart not included by --include GET, --include /users',
  ]));

test('the configuration leaves out with file and line, and flags narrow what it includes', () =>
  expect(
    excluded(
      { include: ['tag:users'] },
      '    exclude: [DELETE]\n    include:\n      - /users/**\n',
    ).reasons(),
  ).toEqual([
    'deleteMe excluded by "DELETE" (c.yaml:4)',
    'restart not included by --include tag:users',
  ]));

test('a selector of the configuration that matches nothing: file, line and the nearest name', () => {
  const { run, folder } = excluded({}, '    exclude:\n      - DELETE\n      - tag:admins\n');
  expect(complaintOf(run, folder)).toContain(
    'c.yaml:6: no operation matches "tag:admins": did you mean "tag:admin"?',
  );
});

test('who excludes a method gets no request with it, also where it is not documented', () => {
  const methodsWith = (exclude: string[]) =>
    withoutMethods(things, noConfig, { exclude }).operations.find(({ id }) => id === 'listUsers')!
      .otherMethods;
  expect(methodsWith([])).toContain('DELETE');
  expect(methodsWith(['DELETE'])).not.toContain('DELETE');
  expect(methodsWith(['DELETE /admin/**'])).toContain('DELETE');
  expect(methodsWith(['deleteMe', 'tag:admin'])).toContain('DELETE');
});

test('a run sends nothing to what is left out, asks no credential for it, and reports it', async () => {
  const received: string[] = [];
  await using server = await listen((request, response) => {
    received.push(`${request.method} ${request.url}`);
    response.writeHead(204).end();
  });
  const secured = { ...operation('restart', 'admin'), security: [{ token: [] }] };
  const folder = folderWith({
    'things.json': description(
      { '/users': { get: operation('listUsers') }, '/admin': { post: secured } },
      { components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } } },
    ),
  });
  const report = join(folder, 'report.json');
  const words = [join(folder, 'things.json'), '--target', server.url];
  expect((await conformance(words)).err).toContain('restart needs a credential');
  const left = ['--exclude', 'tag:admin', '--only', 'valid'];
  const ended = await conformance([
    ...words,
    ...left,
    '--report',
    'text=-',
    '--report',
    `json=${report}`,
  ]);
  expect(ended.code).toBe(0);
  expect(ended.out).toContain('1 operation excluded by --exclude tag:admin: restart');
  expect(new Set(received)).toEqual(new Set(['GET /users']));
  const { apis } = JSON.parse(readFileSync(report, 'utf8')) as Report;
  expect(apis[0]!.excluded).toEqual([
    { operation: 'restart', reason: 'excluded by --exclude tag:admin' },
  ]);
  const dry = await conformance([...words, ...left, '--dry-run']);
  expect(dry.err).toContain('things restart: excluded by --exclude tag:admin\n');
  expect(dry.out).not.toContain('restart');
});

test('neither sequences nor the clean-up send what is left out', async () => {
  const received: string[] = [];
  const thing = { type: 'object', required: ['id'], properties: { id: { type: 'string' } } };
  const json = (schema: object) => ({ content: { 'application/json': { schema } } });
  const path = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
  await using server = await listen((request, response) => {
    received.push(request.method!);
    response
      .writeHead(request.method === 'POST' ? 201 : 200, { 'content-type': 'application/json' })
      .end('{"id":"one"}');
  });
  const folder = folderWith({
    'things.json': description({
      '/things': {
        post: {
          operationId: 'makeThing',
          requestBody: json({ type: 'object', properties: { name: { type: 'string' } } }),
          responses: { 201: { description: 'Made.', ...json(thing) } },
        },
      },
      '/things/{id}': {
        parameters: [path],
        get: {
          operationId: 'readThing',
          responses: { 200: { description: 'It.', ...json(thing) }, 404: { description: 'None.' } },
        },
        delete: operation('deleteThing'),
      },
    }),
  });
  const words = [join(folder, 'things.json'), '--target', server.url];
  await conformance(words);
  expect(new Set(received)).toContain('DELETE');
  received.length = 0;
  await conformance([...words, '--exclude', 'DELETE']);
  expect(received).toContain('POST');
  expect(received).not.toContain('DELETE');
});

test('a step of a sequence is planned with those that it rests on, and no others', async () => {
  const { out, code } = await conformance([
    ...['conformance/corpus/stateful/flat/openapi.yaml', '--dry-run'],
    ...['--case', 'getAuthor/state/created', '--target', 'http://127.0.0.1:1'],
  ]);
  expect({ code, lines: out.trim().split('\n') }).toEqual({
    code: 0,
    lines: [
      'before      createAuthor/state/create-another  (it makes an author, and a later case rests on it)',
      'before      createAuthor/state/create  (it makes another author, and a later case rests on it)',
      'valid       getAuthor/state/created  (it reads an author that was made before)',
    ],
  });
});

test.each([
  [
    [],
    'the mock that this run starts gets none, because it keeps nothing: name a server with --target',
  ],
  [['--target', 'http://127.0.0.1:1', '--stateless'], '--stateless sends none'],
  [['--target', 'http://127.0.0.1:1', '--safe'], '--safe sends none'],
  [['--target', 'http://127.0.0.1:1', '--only', 'invalid'], '--only invalid sends none'],
])('a step of a sequence is a mistake in a run without sequences: %j', async (words, why) => {
  const step = 'getAuthor/state/created';
  const { err, code } = await conformance([
    ...['conformance/corpus/stateful/flat/openapi.yaml', '--case', step],
    ...words,
  ]);
  expect({ code, err }).toEqual({
    code: 2,
    err: `error: "${step}" is a step of a sequence, and ${why}.\n`,
  });
});
