import { expect, test } from 'vitest';
import { createClient, type ClientOptions } from './client.ts';
import type { OperationFacts } from './operation.ts';

type AnyPaths = { [path: string]: { [method: string]: object } };

type Sent = { readonly request: Request; readonly text: string };

/** The request that a client sends for some input. */
async function sent(
  facts: Partial<OperationFacts>,
  input: object = {},
  options: Partial<ClientOptions> = {},
): Promise<Sent> {
  const requests: Sent[] = [];
  const client = createClient<AnyPaths, { act: OperationFacts }>(
    {
      baseUrl: 'http://things.test/api/',
      fetch: async (request) => {
        requests.push({ request, text: await request.clone().text() });
        return new Response(null, { status: 204 });
      },
      ...options,
    },
    { act: { id: 'act', method: 'POST', path: '/', responses: { 204: [] }, ...facts } },
  );
  await client.act(input);
  return requests[0]!;
}

const object = { r: 1, g: 'a b' };

for (const { style, value, query } of [
  { style: {}, value: 'a&b', query: 'p=a%26b' },
  { style: {}, value: [1, 'é'], query: 'p=1&p=%C3%A9' },
  { style: {}, value: object, query: 'r=1&g=a%20b' },
  { style: { explode: false }, value: [1, 2], query: 'p=1,2' },
  { style: { explode: false }, value: object, query: 'p=r,1,g,a%20b' },
  { style: { style: 'spaceDelimited', explode: false }, value: [1, 2], query: 'p=1%202' },
  { style: { style: 'pipeDelimited', explode: false }, value: [1, 2], query: 'p=1%7C2' },
  { style: { style: 'deepObject' }, value: object, query: 'p%5Br%5D=1&p%5Bg%5D=a%20b' },
  { style: { style: 'deepObject' }, value: { a: { b: 1 } }, query: 'p%5Ba%5D%5Bb%5D=1' },
  { style: { style: 'content' }, value: [1], query: 'p=%5B1%5D' },
  { style: {}, value: undefined, query: '' },
])
  test(`the query parameter ${JSON.stringify(value)} in the style ${JSON.stringify(style)}`, async () => {
    const styles = { query: { p: style } };
    const { request } = await sent({ path: '/list', styles }, { params: { query: { p: value } } });
    expect(request.url).toBe(`http://things.test/api/list${query ? `?${query}` : ''}`);
  });

for (const { style, value, path } of [
  { style: {}, value: 'a/b', path: 'a%2Fb' },
  { style: {}, value: [1, 2], path: '1,2' },
  { style: {}, value: object, path: 'r,1,g,a%20b' },
  { style: { explode: true }, value: object, path: 'r=1,g=a%20b' },
  { style: { style: 'label' }, value: [1, 2], path: '.1,2' },
  { style: { style: 'label', explode: true }, value: [1, 2], path: '.1.2' },
  { style: { style: 'matrix' }, value: 5, path: ';p=5' },
  { style: { style: 'matrix' }, value: [1, 2], path: ';p=1,2' },
  { style: { style: 'matrix', explode: true }, value: [1, 2], path: ';p=1;p=2' },
  { style: { style: 'matrix', explode: true }, value: object, path: ';r=1;g=a%20b' },
])
  test(`the path parameter ${JSON.stringify(value)} in the style ${JSON.stringify(style)}`, async () => {
    const facts = { path: '/things/{p}', styles: { path: { p: style } } };
    const { request } = await sent(facts, { params: { path: { p: value } } });
    expect(request.url).toBe(`http://things.test/api/things/${path}`);
  });

test('header fields: parameters, cookies, those of all requests, and what one request sets or removes', async () => {
  const { request } = await sent(
    { responses: { 200: ['application/json'], 404: ['application/problem+json'] } },
    {
      params: { header: { 'X-Ids': [1, 2], 'X-None': undefined }, cookie: { session: 'a' } },
      headers: { 'X-Own': 'own', 'X-Gone': null },
    },
    { headers: { 'X-All': 'all', 'X-Gone': 'gone' } },
  );
  expect(Object.fromEntries(request.headers)).toEqual({
    ...{ accept: 'application/json,application/problem+json', cookie: 'session=a' },
    ...{ 'x-all': 'all', 'x-ids': '1,2', 'x-own': 'own' },
  });
});

test('JSON is preferred to what else is documented', async () => {
  const types = ['application/xml', 'application/json', 'text/csv'];
  const { request } = await sent({ responses: { 200: types, 204: [] } });
  expect(request.headers.get('accept')).toBe(
    'application/xml;q=0.5,application/json,text/csv;q=0.5',
  );
});

test('a body is written by its media type, the first one unless the caller names another', async () => {
  const request = ['application/vnd.api+json', 'application/x-www-form-urlencoded', 'text/plain'];
  const encoding = { filter: { style: 'deepObject' } };
  const body = { a: 1, list: [1, 2], filter: { on: true }, whole: { x: 1 }, none: undefined };
  const usual = await sent({ request, encoding }, { body });
  expect(usual.request.headers.get('content-type')).toBe('application/vnd.api+json');
  expect(JSON.parse(usual.text)).toEqual(body);
  const form = await sent({ request, encoding }, { body, mediaType: request[1] });
  expect(form.request.headers.get('content-type')).toBe('application/x-www-form-urlencoded');
  expect(decodeURIComponent(form.text)).toBe('a=1&list=1&list=2&filter[on]=true&whole={"x":1}');
  const text = await sent({ request }, { body: 'a text', mediaType: 'text/plain' });
  expect([text.request.headers.get('content-type'), text.text]).toEqual(['text/plain', 'a text']);
});

test('parts are those of a form, and files keep their name', async () => {
  const file = new File(['png'], 'a.png', { type: 'image/png' });
  const body = { name: 'Ada', tags: ['a', 'b'], meta: { x: 1 }, photo: file };
  const { request } = await sent({ request: ['multipart/form-data'] }, { body });
  const form = await request.formData();
  expect(form.getAll('tags')).toEqual(['a', 'b']);
  expect([form.get('name'), form.get('meta')]).toEqual(['Ada', '{"x":1}']);
  expect(form.get('photo')).toMatchObject({ name: 'a.png', type: 'image/png', size: 3 });
});

test('a file says its own type where the description says a range', async () => {
  const body = new Blob(['gif'], { type: 'image/gif' });
  const { request } = await sent({ request: ['image/*'] }, { body });
  expect(request.headers.get('content-type')).toBe('image/gif');
});

test('without a body there is no Content-Type; options of fetch and middleware reach the request', async () => {
  const { signal } = new AbortController();
  const onRequest = ({ request }: { request: Request }) => {
    request.headers.set('authorization', 'Bearer fresh');
    return request;
  };
  const { request } = await sent(
    { method: 'GET' },
    { signal, redirect: 'manual' },
    { middleware: [{ onRequest }] },
  );
  expect(request.headers.get('content-type')).toBeNull();
  expect(request.redirect).toBe('manual');
  expect(request.headers.get('authorization')).toBe('Bearer fresh');
});
