import { expect, test } from 'vitest';
import { contractOf, description } from '../../../conformance/testing.ts';
import { brokenLinks, ownSite, siteOf, textIn } from '../testing.ts';
import { adviceFor } from './errors/advice.ts';
import { codeIn, messageIn } from './errors/body.ts';

const headingsIn = (markdown: string): string[] =>
  [...markdown.matchAll(/^### (.+)$/gm)].map(([, heading]) => heading!);

test.each([
  ['mixin', '`20118` The PIN could not be decrypted to a PIN', '20118'],
  ['mixin', '`401` The token is missing, expired, or was not made for this request', '401'],
  ['amity', '`400312` The user is banned everywhere in the network', '400312'],
  ['notifications', '`500` The server failed.', '500'],
])('%s explains %s', async (api, heading, anchor) => {
  const site = await ownSite();
  expect(headingsIn(textIn(site, `${api}/errors.md`))).toContain(heading);
  expect(textIn(site, `${api}/errors.html`)).toContain(`<h3 id="${anchor}">`);
});

test('each documented code of Mixin is there once, with refusals before failures', async () => {
  const codes = headingsIn(textIn(await ownSite(), 'mixin/errors.md')).map(
    (each) => each.split('`')[1],
  );
  expect(codes).toEqual([
    ...['400', '401', '403', '404', '429', '10002', '20113', '20114', '20118', '20119'],
    ...['500', '7000', '7001'],
  ]);
});

const bodies: readonly { body: unknown; mediaType?: string; code?: string; why: string }[] = [
  { body: { code: 7 }, code: '7', why: 'a number' },
  { body: { error: { errorCode: 'gone' } }, code: 'gone', why: 'an object inside' },
  { body: { a: { code: 1 }, error_code: 2 }, code: '2', why: 'the nearest to the top' },
  { body: { errors: [{ code: 'first' }, { code: 'second' }] }, code: 'first', why: 'a list' },
  { body: [{ code: 'x' }], code: 'x', why: 'a list as the body' },
  { body: { message: 'No.', errors: [{ code: 'x' }] }, why: 'faults beside a message' },
  { body: { code: '' }, why: 'an empty text' },
  { body: { code: { a: 1 } }, why: 'an object' },
  { body: { code: 'x'.repeat(100) }, why: 'a long text' },
  { body: { type: 'urn:gone' }, why: 'a type of something else' },
  {
    body: { type: 'urn:gone' },
    mediaType: 'application/problem+json',
    code: 'urn:gone',
    why: 'a problem',
  },
  {
    body: { type: 'about:blank' },
    mediaType: 'application/problem+json',
    why: 'a problem without a type',
  },
  { body: 'code', why: 'a text' },
  { body: null, why: 'null' },
];
test.each(bodies)('the code of a body: $why', ({ body, mediaType = 'application/json', code }) =>
  expect(codeIn(body, mediaType)).toBe(code),
);

test.each([
  [{ error: { detail: 'Why.' } }, 'Why.'],
  [{ title: ' a\n b ' }, 'a b'],
  ['gone', 'gone'],
  [{ message: 5 }, undefined],
  ['', undefined],
])('the message of %j', (body, message) => expect(messageIn(body)).toBe(message));

test.each([
  ['20113', [{ status: '202' }], 'doOther'],
  ['10002', [{ status: '202', kind: 'invalid' }], 'doInvalid'],
  ['429', [{ status: '202' }], 'doTooMany'],
  ['x', [{ status: '409' }], 'doConflict'],
  ['x', [{ status: '5XX' }], 'doServer'],
  ['x', [{ status: '418' }], 'doOther'],
  ['x', [{ status: '404', kind: 'constructor' }], 'doAbsent'],
  ['default', [{ status: 'default' }], 'doOther'],
])('what to do about %s of %j', (code, occurrences, word) =>
  expect(adviceFor(code, { meaning: '', isMarkdown: false, occurrences })).toBe(word),
);

const json = (more: object) => ({
  description: 'It <b>failed</b>.\n\nMore.',
  content: { 'application/json': more },
});
const foreign = description({
  '/things': {
    get: {
      operationId: 'listThings',
      responses: {
        200: { description: 'All.' },
        400: json({
          examples: {
            one: {
              summary: 'E1: a `<script>` & more',
              value: { code: 'E1' },
              description: 'See **there**.',
            },
            two: { summary: 'Another', value: { code: 'menu' } },
          },
        }),
        404: { description: 'Not there.' },
        '5XX': json({ example: { message: '<img src=x>' } }),
      },
    },
    post: {
      operationId: 'addThing',
      responses: {
        201: { description: 'Added.' },
        400: json({ example: { code: 'E1' } }),
        404: { description: 'Another is not there.' },
        default: json({}),
      },
    },
  },
});

test('errors of a foreign description are gathered by code, and text stays text', async () => {
  const site = await siteOf(foreign);
  const page = textIn(site, 'things/errors.html');
  expect(headingsIn(textIn(site, 'things/errors.md'))).toEqual([
    '`404` Not Found',
    '`default` It failed.',
    '`E1` A `<script>` & more',
    '`menu` Another',
    '`5XX` It failed.',
  ]);
  expect(page).toContain('<h3 id="menu">');
  expect(page).toContain('<strong>there</strong>');
  expect(page).not.toMatch(/<script>|<img/);
  expect(page).toMatch(/E1[\s\S]*listThings[\s\S]*addThing/);
  expect(brokenLinks(site)).toEqual([]);
});

test('a code with few meanings has them all in the list', async () => {
  const page = textIn(await ownSite(), 'amity/errors.md');
  expect(page).toContain('The API key is missing or wrong; The user is shut out of the network');
  expect(headingsIn(page)).toContain('`400100` 2 meanings');
});

test('an error of very many operations counts them by tag, and has few of its meanings', async () => {
  const numbers = [...Array(40).keys()];
  const paths = numbers.map((number) => [
    `/things/${number}`,
    {
      get: {
        operationId: `get${number}`,
        tags: [number < 15 ? 'first' : 'second'],
        responses: {
          200: { description: 'Found.' },
          ...(number < 39 && { 404: { description: 'Not there.' } }),
          409: { description: `In conflict with ${number}.` },
        },
      },
    },
  ]);
  const site = await siteOf(description(Object.fromEntries(paths) as object));
  const page = textIn(site, 'things/errors.md');
  expect(page).toContain('**39 operations under 2 tags**');
  expect(page).toContain('- [first](<tags/first.md>): 15');
  expect(page).toContain('`409` Conflict');
  expect(page).toContain('In conflict with 9.');
  expect(page).not.toContain('In conflict with 10.');
  expect(page).toContain('And 30 more');
});

test('without a documented error there is no page', async () => {
  const paths = { '/things': { get: { responses: { 200: { description: 'All.' } } } } };
  expect(contractOf(description(paths)).operations).toHaveLength(1);
  expect((await siteOf(description(paths))).has('things/errors.html')).toBe(false);
});
