import type { RequestListener } from 'node:http';
import { expect, test, vi } from 'vitest';
import { description, jsonBody, listen } from '../../testing.ts';
import { loadContract } from './load.ts';
import { fetchDescription } from './fetch-description.ts';
import { fetchNamed, headerOf, nameApis } from './named-contracts.ts';

const get = (operationId: string, $ref: string) => ({
  get: { operationId, responses: { 200: { description: '', ...jsonBody({ $ref }) } } },
});
const things = description({
  '/near': get('near', 'schemas/a.yaml#/A'),
  '/far': get('far', 'http://127.0.0.1:9/b.yaml'),
  '/lost': get('lost', 'lost.yaml'),
});
const files: { readonly [path: string]: string } = {
  '/specs/v1/openapi.json': things,
  '/specs/v1/schemas/a.yaml': 'A:\n  type: object\n  properties:\n    a: { $ref: ../../b.yaml }\n',
  '/specs/b.yaml': 'type: integer\n',
  '/page': '<!doctype html><html></html>',
  '/binary': 'a\0b',
  '/merge': `<<: {}\n${things}`,
};

/** Starts a server with these files. It records the path and the credentials of each request. */
async function server(others: RequestListener = (_, response) => response.writeHead(404).end()) {
  const received: string[] = [];
  const { url, ...closed } = await listen((request, response) => {
    received.push(`${request.url} ${request.headers.authorization ?? ''}`.trim());
    const file = files[request.url?.split('?')[0] ?? ''];
    if (file === undefined) others(request, response);
    else response.writeHead(200).end(file);
  });
  return { url, received, ...closed };
}

test('a description and the files of its server are read, each once', async () => {
  await using specs = await server();
  const url = await fetchDescription(`${specs.url}/specs/v1/openapi.json`, []);
  const { operations, unsupported, line } = loadContract('things', url);
  expect(operations.map(({ id }) => id)).toEqual(['near']);
  const [body] = operations[0]!.responses[0]!.content;
  expect(body!.schema!.validate({ a: 'no integer' })).toHaveLength(1);
  expect(unsupported.map(({ reason }) => reason.replace(specs.url, ''))).toEqual([
    expect.stringMatching(/^get far: .*points to the network|^far: .*points to the network/i),
    expect.stringMatching(/lost.yaml: the server responded with 404/),
  ]);
  expect(line(unsupported[0]!.source)).toBe(1);
  expect(specs.received.toSorted()).toEqual([
    '/specs/b.yaml',
    '/specs/v1/lost.yaml',
    '/specs/v1/openapi.json',
    '/specs/v1/schemas/a.yaml',
  ]);
});

test('credentials go to the server of the description, and are shown nowhere', async () => {
  await using specs = await server();
  vi.stubEnv('SPEC_TOKEN', 's3cret-token');
  const field = headerOf('authorization: Bearer ${SPEC_TOKEN}', process.env);
  const typed = `${specs.url}/specs/v1/openapi.json?key=s3cret-key`;
  const named = await fetchNamed(nameApis({}, [typed]), [field]);
  expect(named).toMatchObject([
    {
      api: 'openapi',
      file: `${specs.url}/specs/v1/openapi.json`,
      typed: `${specs.url}/specs/v1/openapi.json`,
    },
  ]);
  const withUser = typed.replace('http://', 'http://ada:hunter2@');
  await fetchNamed(nameApis({}, [withUser]), []);
  expect(specs.received).toContain('/specs/v1/openapi.json?key=s3cret-key Bearer s3cret-token');
  expect(specs.received).toContain('/specs/b.yaml Bearer s3cret-token');
  expect(specs.received).toContain(
    `/specs/v1/openapi.json?key=s3cret-key Basic ${btoa('ada:hunter2')}`,
  );
});

test('a redirect on the same server is followed, and references are relative to its end', async () => {
  await using specs = await server((_, response) =>
    response.writeHead(302, { location: '/specs/v1/openapi.json' }).end(),
  );
  expect(await fetchDescription(`${specs.url}/latest`, [])).toBe(
    `${specs.url}/specs/v1/openapi.json`,
  );
});

test('a redirect to another server is not followed', async () => {
  await using other = await server();
  await using specs = await server((_, response) =>
    response.writeHead(302, { location: `${other.url}/specs/v1/openapi.json` }).end(),
  );
  await expect(fetchDescription(`${specs.url}/latest`, [['a', 's3cret']])).rejects.toThrow(
    `${specs.url}/latest: it redirects to another server: if you trust it, give ${other.url}/specs/v1/openapi.json.`,
  );
  expect(other.received).toEqual([]);
});

test.each([
  ['/nowhere', 'the server responded with 404'],
  ['/page', 'this is a web page or XML, and no description'],
  ['/binary', 'it is no text but binary data'],
])('%s is told', async (path, reason) => {
  await using specs = await server();
  await expect(fetchDescription(`${specs.url}${path}`, [])).rejects.toThrow(
    `${specs.url}${path}: ${reason}`,
  );
});

test.each([
  [401, /the server responded with 401: give credentials with --header/],
  [500, /the server responded with 500/],
])('the status %s is told', async (status, reason) => {
  await using specs = await server((_, response) => response.writeHead(status).end());
  await expect(fetchDescription(`${specs.url}/x`, [])).rejects.toThrow(reason);
});

test('redirects without an end, and bodies without one, end', async () => {
  await using specs = await server((request, response) => {
    if (request.url === '/loop') return response.writeHead(302, { location: '/loop' }).end();
    response.writeHead(200);
    const write = () => {
      while (response.write(Buffer.alloc(1 << 20, 'a')));
      response.once('drain', write);
    };
    write();
  });
  await expect(fetchDescription(`${specs.url}/loop`, [])).rejects.toThrow('redirects more than 5');
  await expect(fetchDescription(`${specs.url}/endless`, [])).rejects.toThrow('larger than 50 MB');
});

test('a server that is not there, and one without TLS, are told', async () => {
  await using specs = await server();
  await expect(fetchDescription('http://127.0.0.1:1/x', [])).rejects.toThrow(
    'http://127.0.0.1:1/x: the connection was refused',
  );
  await expect(fetchDescription(specs.url.replace('http', 'https'), [])).rejects.toThrow(
    /no secure connection could be made \(.+\): NODE_EXTRA_CA_CERTS or SSL_CERT_FILE/,
  );
});

test('a wrong --header is told without its value', () => {
  expect(() => headerOf('no field: s3cret', {})).toThrow(/^--header is a name and a value(?!.*s3)/);
  expect(() => headerOf('a: ${NOT_SET}', {})).toThrow(
    'the environment variable NOT_SET is not set',
  );
  expect(headerOf('X-Key:  a b ', {})).toEqual(['X-Key', 'a b']);
});

test('--header without a description behind a URL is a mistake', async () =>
  await expect(fetchNamed(nameApis({}, ['a.yaml']), [['a', 'b']])).rejects.toThrow(
    '--header is for a description that is given by URL',
  ));

test('the name of an API is that of its file, or of its host', () =>
  expect(
    nameApis({}, [
      'https://a.example/v3/api-docs',
      'https://b.example',
      'https://c.example/x/petstore.yaml?v=1',
    ]).map(({ api }) => api),
  ).toEqual(['api-docs', 'b.example', 'petstore']));
