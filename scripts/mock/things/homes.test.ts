import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: {
    ...{ id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
    done: { type: 'boolean', default: false },
  },
};
const shown = { description: 'It.', ...jsonBody(thing) };
const missing = { 404: { description: 'None.', ...jsonBody({ type: 'object' }) } };
const gone = { 204: { description: 'Gone.' }, ...missing };
const inPath = (name: string) => [
  { name, in: 'path', required: true, schema: { type: 'integer' } },
];
const all = {
  200: { description: 'All.', ...jsonBody({ type: 'array', items: thing }) },
  ...missing,
};
const make = { requestBody: jsonBody(thing), responses: { 201: shown, ...missing } };

/** Tasks are made and listed below projects, and have paths of their own. */
const tasks = JSON.parse(
  description({
    '/projects': { get: { responses: all }, post: make },
    '/projects/{projectId}': { parameters: inPath('projectId'), delete: { responses: gone } },
    '/projects/{projectId}/tasks': {
      parameters: inPath('projectId'),
      get: {
        parameters: [{ name: 'done', in: 'query', schema: { type: 'boolean' } }],
        responses: all,
      },
      post: make,
    },
    '/tasks/{taskId}': {
      parameters: inPath('taskId'),
      get: { responses: { 200: shown, ...missing } },
      patch: { requestBody: jsonBody(thing), responses: { 200: shown, ...missing } },
      delete: { responses: gone },
    },
  }),
);

test('what is made below one thing is read at its own path, and listed below that thing only', async () => {
  await using mock = await startStateful(tasks);
  const send = clientOf(mock);
  const project = async () =>
    `/projects/${(await send('POST', '/projects', { name: 'P' })).json.id}/tasks`;
  const [one, other] = [await project(), await project()];
  const made = await send('POST', one, { name: 'Write' });
  const path = `/tasks/${made.json.id}`;
  expect(made.headers.get('location')).toBe(path);
  expect((await send('GET', path)).json).toEqual(made.json);
  expect((await send('GET', one)).json).toEqual([made.json]);
  expect((await send('GET', other)).json).toEqual([]);
  const second = await send('POST', other, { name: 'Read' });
  expect(second.json.id).not.toBe(made.json.id);
  expect((await send('GET', `${one}?done=true`)).json).toEqual([]);
  await send('PATCH', path, { name: 'Write', done: true });
  expect((await send('GET', `${one}?done=true`)).json).toMatchObject([{ done: true }]);
  await send('DELETE', path);
  expect((await send('GET', one)).json).toEqual([]);
  expect((await send('GET', path)).status).toBe(404);
});

test('what lies below a thing goes with it, also from its own path', async () => {
  await using mock = await startStateful(tasks);
  const send = clientOf(mock);
  const { json: project } = await send('POST', '/projects', { name: 'P' });
  const { json: task } = await send('POST', `/projects/${project.id}/tasks`, { name: 'Write' });
  await send('DELETE', `/projects/${project.id}`);
  expect((await send('GET', `/tasks/${task.id}`)).status).toBe(404);
  expect((await send('GET', `/projects/${project.id}/tasks`)).status).toBe(404);
});
