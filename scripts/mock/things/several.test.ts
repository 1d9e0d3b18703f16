import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const of = (schema: unknown, more: object = {}) => ({
  description: 'It.',
  ...jsonBody(schema, more),
});
const missing = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
const gone = { 204: { description: 'Gone.' }, ...missing };
const inPath = (...names: string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: text }));
const described = (paths: object): object => JSON.parse(description(paths)) as object;
const object = (properties: object, required = Object.keys(properties)) => ({
  type: 'object',
  ...{ required, properties },
});

const repo = object(
  {
    id: { ...whole, readOnly: true },
    name: text,
    full_name: text,
    private: { type: 'boolean', default: false },
    owner: object({ login: text, id: whole }),
    url: { ...text, format: 'uri' },
  },
  ['id', 'name', 'full_name', 'owner', 'url'],
);
const example = {
  ...{ id: 7, name: 'Hello-World', full_name: 'octocat/Hello-World', private: false },
  owner: { login: 'octocat', id: 1 },
  url: 'https://api.example.org/repos/octocat/Hello-World',
};
const sent = object({ name: text, private: { type: 'boolean' } }, ['name']);
const issue = object({ number: { ...whole, readOnly: true }, title: text });
const repos = { 200: of({ type: 'array', items: repo }, { example: [example] }) };
const made = { requestBody: jsonBody(sent), responses: { 201: of(repo, { example }) } };

/** As GitHub describes its repositories: two parameters name one, and it is made elsewhere. */
const hub = described({
  '/orgs/{org}/repos': { parameters: inPath('org'), get: { responses: repos }, post: made },
  '/user/repos': { get: { responses: repos }, post: made },
  '/repos/{owner}/{repo}': {
    parameters: inPath('owner', 'repo'),
    get: { responses: { 200: of(repo, { example }), ...missing } },
    patch: {
      requestBody: jsonBody({ ...sent, required: [] }),
      responses: { 200: of(repo), ...missing },
    },
    delete: { responses: gone },
  },
  '/repos/{owner}/{repo}/issues': {
    parameters: inPath('owner', 'repo'),
    get: { responses: { 200: of({ type: 'array', items: issue }), ...missing } },
    post: {
      requestBody: jsonBody(object({ title: text })),
      responses: { 201: of(issue), ...missing },
    },
  },
  '/repos/{owner}/{repo}/issues/{number}': {
    parameters: [
      ...inPath('owner', 'repo'),
      { name: 'number', in: 'path', required: true, schema: whole },
    ],
    get: { responses: { 200: of(issue), ...missing } },
  },
});

test('what two parameters name is made elsewhere, read, listed, changed and deleted', async () => {
  await using mock = await startStateful(hub);
  const send = clientOf(mock);
  expect((await send('GET', '/repos/octocat/Hello-World')).json).toEqual(example);
  const { json, headers } = await send('POST', '/orgs/acme/repos', { name: 'anvil' });
  expect(json).toMatchObject({
    ...{ name: 'anvil', full_name: 'acme/anvil', owner: { login: 'acme' }, private: false },
    url: 'https://api.example.org/repos/acme/anvil',
  });
  expect(headers.get('location')).toBe('/repos/acme/anvil');
  expect((await send('GET', '/repos/acme/anvil')).json).toEqual(json);
  expect((await send('GET', '/repos/octocat/anvil')).status).toBe(404);
  expect((await send('GET', '/orgs/acme/repos')).json).toContainEqual(json);
  expect((await send('PATCH', '/repos/acme/anvil', { private: true })).status).toBe(200);
  expect((await send('GET', '/repos/acme/anvil')).json).toEqual({ ...json, private: true });
  expect((await send('DELETE', '/repos/acme/anvil')).status).toBe(204);
  expect((await send('GET', '/repos/acme/anvil')).status).toBe(404);
  expect((await send('GET', '/orgs/acme/repos')).json).not.toContainEqual(json);
});

test('two things may share one of the two names, and whoever sends no owner is the documented one', async () => {
  await using mock = await startStateful(hub);
  const send = clientOf(mock);
  for (const org of ['acme', 'initech'])
    await send('POST', `/orgs/${org}/repos`, { name: 'tools' });
  const { json } = await send('POST', '/user/repos', { name: 'tools' });
  expect(json.full_name).toBe('octocat/tools');
  for (const owner of ['acme', 'initech', 'octocat'])
    expect((await send('GET', `/repos/${owner}/tools`)).json.owner.login).toBe(owner);
  const names = async (path: string) =>
    (await send('GET', path)).json.map((one: { full_name: string }) => one.full_name);
  expect(await names('/orgs/acme/repos')).toEqual(['acme/tools']);
  // each thing is one, wherever it is listed
  expect(await names('/orgs/octocat/repos')).toEqual(['octocat/Hello-World', 'octocat/tools']);
  expect(await names('/user/repos')).toHaveLength(4);
});

test('what lies below a thing with two names belongs to it', async () => {
  await using mock = await startStateful(hub);
  const send = clientOf(mock);
  await send('POST', '/orgs/acme/repos', { name: 'anvil' });
  const path = '/repos/acme/anvil/issues';
  expect((await send('GET', path)).json).toEqual([]);
  const { json } = await send('POST', path, { title: 'Too heavy' });
  expect((await send('GET', `${path}/${json.number}`)).json).toEqual(json);
  expect((await send('POST', '/repos/acme/hammer/issues', { title: 'None' })).status).toBe(404);
  await send('DELETE', '/repos/acme/anvil');
  expect((await send('GET', `${path}/${json.number}`)).status).toBe(404);
});

const version = object({ major: whole, minor: whole, notes: text }, ['major', 'minor']);

test('two parameters in one segment name a thing together', async () => {
  await using mock = await startStateful(
    described({
      '/projects/{key}/versions': {
        parameters: inPath('key'),
        get: { responses: { 200: of({ type: 'array', items: version }) } },
        post: { requestBody: jsonBody(version), responses: { 201: of(version) } },
      },
      '/projects/{key}/versions/{major}.{minor}': {
        parameters: ['key', 'major', 'minor'].map((name) => ({
          ...{ name, in: 'path', required: true },
          schema: name === 'key' ? text : whole,
        })),
        get: { responses: { 200: of(version), ...missing } },
        put: { requestBody: jsonBody(version), responses: { 200: of(version), ...missing } },
        delete: { responses: gone },
      },
    }),
  );
  const send = clientOf(mock);
  const path = '/projects/p/versions';
  const made = await send('POST', path, { major: 41, minor: 2, notes: 'New' });
  expect(made.headers.get('location')).toBe(`${path}/41.2`);
  expect((await send('GET', `${path}/41.2`)).json).toEqual(made.json);
  expect((await send('GET', `${path}/41.3`)).status).toBe(404);
  await send('PUT', `${path}/41.2`, { major: 41, minor: 2, notes: 'Old' });
  expect((await send('GET', path)).json).toContainEqual({ major: 41, minor: 2, notes: 'Old' });
  await send('DELETE', `${path}/41.2`);
  expect((await send('GET', `${path}/41.2`)).status).toBe(404);
});

test('PUT makes what all parameters of its path name', async () => {
  const entry = object({ namespace: text, key: text, value: text }, ['value']);
  await using mock = await startStateful(
    described({
      '/entries/{namespace}/{key}': {
        parameters: inPath('namespace', 'key'),
        get: { responses: { 200: of({ data: entry, ...object({ data: entry }) }), ...missing } },
        put: {
          requestBody: jsonBody(object({ value: text })),
          responses: { 201: of(object({ data: entry })), 200: of(object({ data: entry })) },
        },
      },
    }),
  );
  const send = clientOf(mock);
  expect((await send('GET', '/entries/a/b%2Fc')).status).toBe(404);
  expect((await send('PUT', '/entries/a/b%2Fc', { value: '1' })).status).toBe(201);
  expect((await send('PUT', '/entries/a/b%2Fc', { value: '2' })).status).toBe(200);
  expect((await send('GET', '/entries/a/b%2Fc')).json.data).toEqual({
    ...{ namespace: 'a', key: 'b/c', value: '2' },
  });
});
