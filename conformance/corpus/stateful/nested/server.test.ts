import { afterEach, beforeEach, expect, test } from 'vitest';
import { clientOf, unknownId, type Client } from '../testing.ts';
import type { StatefulServer } from '../serve.ts';
import { startNested } from './server.ts';

let server: StatefulServer;
let send: Client;
let other: Client;
beforeEach(async () => {
  server = await startNested();
  send = clientOf(server, []);
  other = clientOf(server, [], server.tokens[1]);
});
afterEach(() => server.close());

const mergePatch = { 'content-type': 'application/merge-patch+json' };
const statusOf = async (...sent: Parameters<Client>) => (await send(...sent)).status;

/** Creates something, and returns its path. */
async function create(path: string, body: object): Promise<string> {
  const { status, headers, body: none } = await send('POST', path, body);
  expect([status, none]).toEqual([201, {}]);
  return (headers.get('location') ?? '').replace(/^\/v1/, '');
}
const project = (name = 'Apollo') => create('/projects', { name });

test('a name becomes a slug, which stays', async () => {
  const path = await project('Über uns – 2nd!');
  expect(path).toBe('/projects/ber-uns-2nd-3');
  expect(await statusOf('PUT', path, { name: 'New' })).toBe(204);
  expect((await send('GET', path)).body).toMatchObject({ name: 'New', slug: 'ber-uns-2nd-3' });
  expect(await project('ß')).toBe('/projects/project-4');
});

test('each project counts its issues, and each project has its own', async () => {
  const [one, two] = [await project(), await project()];
  const first = await create(`${one}/issues`, { title: 'A' });
  expect(first).toBe(`${one}/issues/I-1`);
  expect(await create(`${one}/issues`, { title: 'B' })).toBe(`${one}/issues/I-2`);
  expect(await statusOf('GET', `${two}/issues/I-1`)).toBe(404);
  expect(await create(`${two}/issues`, { title: 'C' })).toBe(`${two}/issues/I-1`);
  expect((await send('GET', first)).body).toMatchObject({ title: 'A', text: null, labels: [] });
});

test('a merge patch removes with null, and a replacement what it leaves out', async () => {
  const issue = await create(`${await project()}/issues`, { title: 'A', text: 'B', labels: ['x'] });
  expect(await statusOf('PATCH', issue, { text: null }, mergePatch)).toBe(204);
  expect((await send('GET', issue)).body).toMatchObject({ title: 'A', text: null, labels: ['x'] });
  expect(await statusOf('PATCH', issue, { text: 'C' })).toBe(400);
  expect(await statusOf('PUT', issue, { title: 'D' })).toBe(204);
  expect((await send('GET', issue)).body).toMatchObject({ title: 'D', labels: [], state: 'open' });
});

test('an issue is closed once', async () => {
  const issue = await create(`${await project()}/issues`, { title: 'A' });
  expect(await statusOf('POST', `${issue}/close`)).toBe(204);
  expect((await send('GET', issue)).body).toMatchObject({ state: 'closed' });
  expect(await statusOf('POST', `${issue}/close`)).toBe(409);
  expect(await statusOf('PUT', issue, { title: 'B' })).toBe(204);
  expect((await send('GET', issue)).body).toMatchObject({ state: 'closed' });
});

test('what contains something takes it along when it is deleted', async () => {
  const path = await project();
  const issue = await create(`${path}/issues`, { title: 'A' });
  const comment = await create(`${issue}/comments`, { text: 'B' });
  expect(await statusOf('GET', comment)).toBe(200);
  expect(await statusOf('DELETE', path)).toBe(204);
  for (const gone of [path, issue, comment, `${issue}/comments`, `${path}/issues`])
    expect(await statusOf('GET', gone)).toBe(404);
  expect(await statusOf('POST', `${path}/issues`, { title: 'A' })).toBe(404);
});

test('lists have a total or a cursor', async () => {
  const path = await project();
  for (const title of ['A', 'B', 'C']) await create(`${path}/issues`, { title });
  const page = async (query: string) => {
    const { body } = await send('GET', `${path}/issues?${query}`);
    return [(body.items as { title: string }[]).map(({ title }) => title).join(''), body.next];
  };
  expect(await page('')).toEqual(['ABC', null]);
  expect(await page('limit=2')).toEqual(['AB', 'c2']);
  expect(await page('limit=2&cursor=c2')).toEqual(['C', null]);
  await send('POST', `${path}/issues/I-2/close`);
  expect(await page('state=closed')).toEqual(['B', null]);
  expect(await page('cursor=c99')).toEqual(['', null]);
  expect((await send('GET', '/projects?limit=1&offset=1')).body).toMatchObject({
    data: [{ name: 'Apollo' }],
    total: 2,
  });
  await create(`${path}/issues/I-1/comments`, { text: 'D' });
  expect((await send('GET', `${path}/issues/I-1/comments`)).body).toMatchObject({ total: 1 });
});

test('a user has no projects but their own', async () => {
  const path = await project();
  const issue = await create(`${path}/issues`, { title: 'A' });
  const before = server.state();
  for (const [method, at, body] of [
    ['GET', path],
    ['GET', issue],
    ['PUT', path, { name: 'B' }],
    ['PATCH', issue, { title: 'B' }, mergePatch],
    ['POST', `${issue}/close`],
    ['POST', `${path}/issues`, { title: 'B' }],
    ['DELETE', issue],
    ['DELETE', path],
  ] as const)
    expect(
      (await other(method, at, body, method === 'PATCH' ? mergePatch : undefined)).status,
    ).toBe(404);
  expect((await other('GET', '/projects')).body).toMatchObject({ data: [{ name: 'Compiler' }] });
  expect(server.state()).toEqual(before);
});

test.each([
  ['POST', '/projects', {}],
  ['PUT', '/projects/engine-1', { name: '' }],
  ['POST', '/projects/engine-1/issues', { title: 'A', priority: 'none' }],
  ['PUT', '/projects/engine-1/issues/I-1', { title: 'A', dueOn: null }],
  ['GET', '/projects/engine-1/issues/1', undefined],
  ['GET', '/projects/Engine', undefined],
  ['GET', '/projects?limit=51', undefined],
])('%s %s is refused where it breaks a rule, and changes nothing', async (method, path, body) => {
  const before = server.state();
  expect(await statusOf(method, path, body)).toBe(400);
  expect(server.state()).toEqual(before);
});

test('a request needs a token, the base path, a known path and a known method', async () => {
  const refused = await clientOf(server, [], '')('GET', '/projects');
  expect(refused.status).toBe(401);
  expect(refused.headers.get('content-type')).toBe('application/problem+json');
  expect((await fetch(new URL('/projects', server.url))).status).toBe(404);
  expect(await statusOf('GET', '/nothing')).toBe(404);
  expect(await statusOf('PATCH', '/projects/engine-1')).toBe(405);
  expect(await statusOf('GET', `/projects/engine-1/issues/I-1/comments/${unknownId}`)).toBe(404);
});
