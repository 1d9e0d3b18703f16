import { expect, test } from 'vitest';
import { description, listen } from '../testing.ts';
import { conformance } from './testing.ts';

const die = description({
  '/die': { get: { operationId: 'roll', responses: { 204: { description: 'Rolled.' } } } },
});

/** Serves the description to requests with the key, and the API to all requests. */
const specs = () =>
  listen((request, response) => {
    if (request.url === '/die')
      return response.writeHead(request.method === 'GET' ? 204 : 405).end();
    if (request.headers['x-key'] === 's3cret') response.writeHead(200).end(die);
    else response.writeHead(403).end();
  });

test('a description behind a URL is checked, and its findings name the URL', async () => {
  await using server = await specs();
  const url = `${server.url}/die.json?v=1`;
  const header = ['--header', 'X-Key: ${SPEC_KEY}'];
  const { code, out, err } = await conformance([url, ...header, '--target', server.url], {
    SPEC_KEY: 's3cret',
  });
  expect({ code, starts: out.split('\n')[0] }).toEqual({ code: 0, starts: `die at ${server.url}` });
  expect(out + err).not.toContain('s3cret');
});

test('without its credentials the way out is told', async () => {
  await using server = await specs();
  const { code, err } = await conformance([`${server.url}/die.json`, '--dry-run']);
  expect(err).toContain('/die.json: the server responded with 403: give credentials with --header');
  expect(code).toBe(2);
});

test('--name names the API of a description behind a URL', async () => {
  await using server = await specs();
  const words = ['--name', 'dice', '--header', 'X-Key: s3cret', '--target', `dice=${server.url}`];
  const { code, out } = await conformance([`${server.url}/die.json`, ...words]);
  expect({ code, starts: out.split('\n')[0] }).toEqual({
    code: 0,
    starts: `dice at ${server.url}`,
  });
});
