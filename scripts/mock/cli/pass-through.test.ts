import { join } from 'node:path';
import { expect, test } from 'vitest';
import { description, folderWith, jsonBody, listen } from '../../../conformance/testing.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { ask, documented, ids, start } from '../testing.ts';
import { serve } from './command.ts';
import { readCommand } from './flags.ts';
import { judge } from './judge.ts';
import { textLine } from './log.ts';
import { started } from './testing.ts';

const body = jsonBody({ type: 'array', items: { type: 'integer' } });
const list = (id: string, more: object = {}) => ({
  get: { operationId: id, responses: { 200: { description: 'Some.', ...body } }, ...more },
});
const folder = folderWith({
  'shop.json': description({
    '/books': list('listBooks'),
    '/mail': list('listMail', { servers: [{ url: 'https://mail.example.com' }] }),
  }),
  'films.json': description({ '/films': list('listFilms') }),
});
const [shop, films] = [join(folder, 'shop.json'), join(folder, 'films.json')] as const;

const mistakes: { why: string; args: string[]; says: RegExp }[] = [
  {
    why: 'no URL',
    args: [shop, '--pass-through', 'staging'],
    says: /^--pass-through "staging" is not an http or https URL, such as https:\/\/api\.example\.com\.$/,
  },
  {
    why: 'a query',
    args: [shop, '--pass-through', 'http://a.test/?x=1'],
    says: /^--pass-through "http:\/\/a\.test\/\?x=1" is not a base URL/,
  },
  {
    why: 'a password, which is not shown',
    args: [shop, '--pass-through', 'http://me:s3cret@a.test'],
    says: /^--pass-through holds a user name or a password: leave them out, the (?!.*s3cret)/,
  },
  {
    why: 'one URL for two APIs',
    args: [shop, films, '--pass-through', 'http://a.test'],
    says: /^--pass-through is one URL for 2 APIs: write --pass-through api=URL for each of shop, films/,
  },
  {
    why: 'two URLs for one API',
    args: [shop, '--pass-through', 'shop=http://a.test', '--pass-through', 'shop=http://b.test'],
    says: /^--pass-through names shop twice\.$/,
  },
  {
    why: 'one of two URLs without an API',
    args: [
      shop,
      '--pass-through',
      'http://me:s3cret@a.test',
      '--pass-through',
      'shop=http://b.test',
    ],
    says: /^--pass-through http:\/\/…@a\.test does not say for which API it is: write api=URL for each\.$/,
  },
  {
    why: 'an unknown API',
    args: [shop, '--pass-through', 'shap=http://a.test'],
    says: /^--pass-through: shap is not among the served APIs: shop\.$/,
  },
  {
    why: 'a selector that matches nothing',
    args: [shop, '--pass-through', 'http://a.test', '--pass-through-operations', 'listBook'],
    says: /^--pass-through-operations listBook: no operation matches "listBook": did you mean "listBooks"\?/,
  },
  {
    why: 'a selector of an API that is not passed',
    args: [
      shop,
      films,
      '--pass-through',
      'shop=http://a.test',
      '--pass-through-operations',
      'listFilms',
    ],
    says: /^--pass-through-operations listFilms: no operation matches "listFilms"/,
  },
  {
    why: 'operations without a server',
    args: [shop, '--pass-through-operations', '*'],
    says: /^--pass-through-operations needs --pass-through URL, which names the server that they go to\.$/,
  },
];
for (const { why, args, says } of mistakes)
  test(`a mistake is one line: ${why}`, async () => {
    const error: unknown = await Promise.try(async () =>
      serve(readCommand([...args, '--port', '0'])!),
    ).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(UserError);
    expect((error as UserError).message).toMatch(says);
  });

test('the command passes requests on, and prints both sides with the findings', async () => {
  await using real = await listen((_, response) =>
    response.writeHead(200, { 'content-type': 'application/json' }).end('["a"]'),
  );
  const url = `${real.url}/v1`;
  const chosen = ['--pass-through-operations', '*'];
  await using mock = await started([shop, '--pass-through', `shop=${url}`, ...chosen]);
  expect((await ask(mock.url, { path: '/books' }, 'GET')).headers['x-contract-findings']).toMatch(
    /^1 error: body-matches-schema: /,
  );
  expect((await ask(mock.url, { path: '/other' }, 'GET')).json).toEqual(['a']);
  await mock.printed('GET /other');
  expect(mock.out()).toContain(`Passed on to ${url}: what shop does not document, and listBooks\n`);
  expect(mock.out()).toMatch(
    /^GET \/books 200 listBooks \(\S+ ms\) → http:\S+\/v1\/books 200 \d+ ms\n {2}error body-matches-schema: .*shop\.json:1\b/m,
  );
  mock.child.kill('SIGINT');
  const { code, err } = await mock.ended;
  expect(code).toBe(0);
  expect(err).toMatch(
    /^note: listMail has servers of its own, and http\S+ does not say where they are: the mock responds to it$/m,
  );
});

test('nothing in an answer ends its line in the log, or commands the terminal', () =>
  expect(
    textLine({
      ...{ method: 'GET', path: '/x', status: 502, milliseconds: 1 },
      upstream: { url: 'http://a.test/x\n', milliseconds: 2, error: 'no' },
      findings: [
        { id: '', severity: 'error', check: 'c', message: 'a\nb\u001b[2J', source: 'shop.yaml:1' },
      ],
    }),
  ).toBe(
    'GET /x 502 (1.0 ms) → http://a.test/x\\n no answer 2 ms\n  error c: a\\nb\\x1b[2J (shop.yaml:1)',
  ));

test('a server that answers as documented is accused of nothing', async () => {
  await using real = await start();
  const url = Object.fromEntries(
    ['amity', 'mixin', 'notifications'].map((api) => [api, real.urlOf(api)]),
  );
  await using mock = await start({ passThrough: { url, operations: ['*'], judge } });
  for (const id of ids) {
    const { headers } = await ask(mock.url, documented[id]);
    expect(headers).toMatchObject({
      'x-contract-findings': 'none',
      via: expect.stringContaining('mock'),
    });
  }
});
