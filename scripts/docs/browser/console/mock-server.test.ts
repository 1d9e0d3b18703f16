import { expect, test } from 'vitest';
import type { ConsoleOperation } from './operation.ts';
import { offeredServers, serverUrl } from './mock-server.ts';

const operation = {
  api: 'things',
  servers: [{ url: 'https://api.test' }],
} as unknown as ConsoleOperation;

/** A page with the path of a mock, or without. */
const page = (content?: string): Document =>
  ({
    baseURI: 'https://docs.test/site/things/a.html',
    querySelector: () => (content === undefined ? null : { getAttribute: () => content }),
  }) as unknown as Document;

test('the mock is offered first', () => {
  const urls = (content?: string) => offeredServers(operation, page(content)).map(({ url }) => url);
  expect(urls()).toEqual(['http://127.0.0.1:4010/things', 'https://api.test']);
  expect(urls('/mock')).toEqual(['https://docs.test/mock/things', 'https://api.test']);
  expect(urls('/mock/')[0]).toBe('https://docs.test/mock/things');
  expect(urls('http://127.0.0.1:1')[0]).toBe('http://127.0.0.1:1/things');
});

test('a description that names the mock names it once', () => {
  const servers = [{ url: 'http://127.0.0.1:4010/things' }];
  expect(offeredServers({ ...operation, servers }, page())).toEqual([
    { ...servers[0], isMock: true },
  ]);
});

for (const { url, values, expected } of [
  { url: 'https://api.test/v1/', values: {}, expected: 'https://api.test/v1' },
  { url: 'https://{r}.test/{v}', values: { r: 'eu', v: '2' }, expected: 'https://eu.test/2' },
  { url: '/v1', values: {}, expected: 'https://docs.test/v1' },
  { url: 'v1', values: {}, expected: 'https://docs.test/v1' },
  { url: '//api.test/v1?a#b', values: {}, expected: 'https://api.test/v1' },
  { url: 'https://{x}', values: { x: ':' }, expected: 'https://:' },
])
  test(`the URL of ${url}`, () => {
    expect(serverUrl({ url }, values, 'https://docs.test/site/a.html')).toBe(expected);
  });
