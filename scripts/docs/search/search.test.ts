import MiniSearch from 'minisearch';
import { expect, test } from 'vitest';
import type { SearchEntry } from './entry.ts';
import { find } from './find.ts';
import { searchIndex } from './index-of.ts';
import { options } from './options.ts';
import { wordsOf } from './words-of.ts';

const words: readonly (readonly [string, readonly string[]])[] = [
  ['refreshPushToken', ['refreshpushtoken', 'refresh', 'push', 'token']],
  ['session_secret', ['session', 'secret']],
  ['/pin/update', ['pin', 'update']],
  ['HTTPServerError', ['httpservererror', 'http', 'server', 'error']],
  ['x-api-key: 20118', ['x', 'api', 'key', '20118']],
  ['E1001', ['e1001', '1001']],
  ['Größe naïve', ['große', 'naive']],
  ['', []],
  ['…!', []],
];
test.each(words)('the words of %j', (text, expected) => expect(wordsOf(text)).toEqual(expected));

const entry = (
  kind: SearchEntry['kind'],
  title: string,
  more: Partial<SearchEntry> = {},
): SearchEntry => ({
  url: `${kind}/${title}.html`,
  kind,
  title,
  api: 'Mixin',
  text: '',
  terms: [],
  ...more,
});

const entries: readonly SearchEntry[] = [
  entry('operation', 'Create Pin', {
    terms: ['createPin', '/pin/update', 'POST'],
    text: 'Sets the PIN of a user. A wrong one is refused with 20118 or 20119.',
  }),
  entry('operation', 'Refresh device push token', {
    api: 'Notifications',
    terms: ['refreshPushToken', '/notifications/devices/refresh-token'],
    text: 'A device gives its new token.',
  }),
  entry('operation', 'Register a session', {
    api: 'Amity',
    terms: ['registerSession', 'Create a session'],
    text: 'Returns an access token. The error of a banned user is 400300.',
  }),
  entry('error', '20118', { terms: ['pinFormat'], text: 'Invalid PIN format.' }),
  entry('error', '20119', { terms: ['pinIncorrect'], text: 'PIN incorrect.' }),
  entry('error', '202', { text: 'Not found, error 404, see 20118.' }),
  entry('field', 'pushToken', { api: 'Notifications', text: 'The token of the device.' }),
  entry('field', 'pin', { text: 'The encrypted PIN.' }),
  entry('schema', 'Session', { api: 'Amity', text: 'A session of a user.' }),
  entry('topic', 'Authentication', {
    text: 'How to sign a request: a token (JWT) with the hash of method, path and body.',
    terms: ['sign', 'signing', 'JWT'],
  }),
  entry('topic', 'What changed', { text: 'Changes since version 1.', terms: ['changelog'] }),
  entry('heading', 'Rate limits', { text: 'Too many requests.' }),
];
const index = MiniSearch.loadJSON(searchIndex(entries), options);
const found = (query: string) => find(index, query).flatMap((group) => group.found);
const titles = (query: string) => found(query).map(({ title }) => title);

const first: readonly (readonly [query: string, title: string])[] = [
  ['20118', '20118'],
  ['error 20118', '20118'],
  ['what does error 20118 mean', '20118'],
  ['push token', 'Refresh device push token'],
  ['refreshPushToken', 'Refresh device push token'],
  ['refresh-token', 'Refresh device push token'],
  ['pushToken', 'pushToken'],
  ['createPin', 'Create Pin'],
  ['/pin/update', 'Create Pin'],
  ['creat pin', 'Create Pin'],
  ['pinFormat', '20118'],
  ['how to sign', 'Authentication'],
  ['signing a request', 'Authentication'],
  ['authentcation', 'Authentication'],
  ['jwt', 'Authentication'],
  ['changelog', 'What changed'],
  ['what changed', 'What changed'],
  ['create a session', 'Register a session'],
  ['Session', 'Session'],
  ['regis', 'Register a session'],
  ['rate limit', 'Rate limits'],
  ['RATE LIMITS', 'Rate limits'],
  ['banned user', 'Register a session'],
  ['400300', 'Register a session'],
];
test.each(first)('%j finds first %j', (query, title) => expect(titles(query)[0]).toBe(title));

test.each(['', '  ', '…', 'zzzzqqq', '2011', '99999'])('%j finds nothing', (query) =>
  expect(titles(query)).toEqual([]),
);

test('a number finds that number only', () => {
  expect(titles('20118')).not.toContain('20119');
  expect(titles('20118')).toContain('Create Pin');
});

test('where no entry has all words, one is enough', () => {
  expect(titles('banana pin')).toContain('Create Pin');
});

test('results stand by API, that of the best one first', () => {
  const groups = find(index, 'token');
  expect(groups.map(({ api }) => api)).toEqual(['Notifications', 'Amity', 'Mixin']);
  for (const { api, found: own } of groups) expect(own.every((one) => one.api === api)).toBe(true);
});

test('matched words and a short text are there to be shown', () => {
  const [one] = found('tokn');
  expect(one?.matched).toContain('token');
  const long = 'word '.repeat(100);
  const clipped = MiniSearch.loadJSON(
    searchIndex([entry('topic', 'Long', { text: `${long} needle` })]),
    options,
  );
  const [result] = find(clipped, 'needle').flatMap((group) => group.found);
  expect(result?.text?.length).toBeLessThan(170);
  expect(result?.text).toMatch(/word…$/);
});

test('what is of no API is a group of its own', () => {
  const { api: _, ...site } = entry('topic', 'Home');
  const own = MiniSearch.loadJSON(searchIndex([site]), options);
  expect(find(own, 'home')).toEqual([
    { found: [expect.objectContaining({ title: 'Home', kind: 'topic' })] },
  ]);
});

test('a field that says the same in many places is found once', () => {
  const page = (number: number, text: string): SearchEntry => ({
    ...entry('field', 'perPage', { text }),
    url: `${number}.html`,
  });
  const few = [page(1, 'How many.'), page(2, 'How many.'), page(3, 'How many at most.')];
  const own = MiniSearch.loadJSON(searchIndex(few), options);
  expect(find(own, 'perPage').flatMap((group) => group.found)).toHaveLength(2);
});

test('the index of a large site has one field of each name, without texts', () => {
  const names = Array.from({ length: 1600 }, (_, index) => `name${index}`);
  const large = names.flatMap((title) => [
    entry('field', title, { text: 'The first one.' }),
    entry('field', title, { text: 'Another one.' }),
  ]);
  const own = MiniSearch.loadJSON(searchIndex(large), options);
  expect(own.documentCount).toBe(names.length);
  expect(find(own, 'another')).toEqual([]);
});
