import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const of = (schema: object) => ({ description: 'It.', ...jsonBody(schema) });
const none = { 404: of({ type: 'object' }) };
const inPath = (name: string, schema: object) => ({ name, in: 'path', required: true, schema });
const done = { 204: { description: 'Done.' }, ...none };

/** Tasks with labels that are no more than a text, or a number. */
const tasks = (label: object, isShown: boolean): object => {
  const properties = {
    ...{ id: { ...whole, readOnly: true }, title: text },
    ...(isShown ? { labels: { type: 'array', items: { ...label, maxLength: 50 } } } : {}),
  };
  const task = { type: 'object', required: ['id', 'title'], properties };
  const labels = [inPath('taskId', whole), inPath('label', label)];
  return JSON.parse(
    description({
      '/tasks': { post: { requestBody: jsonBody(task), responses: { 201: of(task) } } },
      '/tasks/{taskId}': {
        parameters: labels.slice(0, 1),
        get: { responses: { 200: of(task), ...none } },
      },
      '/tasks/{taskId}/labels': {
        parameters: labels.slice(0, 1),
        get: { responses: { 200: of({ type: 'array', items: label }), ...none } },
      },
      '/tasks/{taskId}/labels/{label}': {
        parameters: labels,
        put: { responses: done },
        delete: { responses: done },
      },
    }),
  );
};

test.each([
  [text, true, ['urgent', 'home work']],
  [text, false, ['urgent', 'home work']],
  [whole, true, [4, 2]],
])(
  'labels of %j come and go by PUT and DELETE (in the task: %s)',
  async (label, isShown, values) => {
    await using mock = await startStateful(tasks(label, isShown));
    const send = clientOf(mock);
    const { json: task } = await send('POST', '/tasks', { title: 'Write' });
    const path = `/tasks/${task.id}/labels`;
    const all = async () => (await send('GET', path)).json;
    const own = async () => (await send('GET', `/tasks/${task.id}`)).json.labels;
    const [first, second] = values;
    expect(await all()).toEqual([]);
    for (const value of [first, second, first]) {
      const { status, headers } = await send('PUT', `${path}/${encodeURIComponent(value!)}`);
      expect([status, headers.get('x-contract-state')]).toEqual([204, null]);
    }
    expect(await all()).toEqual([first, second]);
    expect(await own()).toEqual(isShown ? [first, second] : undefined);
    expect((await send('DELETE', `${path}/${first}`)).status).toBe(204);
    expect((await send('DELETE', `${path}/${first}`)).status).toBe(404);
    expect(await all()).toEqual([second]);
    expect(await own()).toEqual(isShown ? [second] : undefined);
    expect((await send('PUT', `/tasks/4711/labels/${first}`)).status).toBe(404);
  },
);

test('what a request writes into the thing is listed below it too', async () => {
  await using mock = await startStateful(tasks(text, true));
  const send = clientOf(mock);
  const { json: task } = await send('POST', '/tasks', { title: 'Write', labels: ['a', 'b'] });
  expect((await send('GET', `/tasks/${task.id}/labels`)).json).toEqual(['a', 'b']);
  expect((await send('DELETE', `/tasks/${task.id}/labels/a`)).status).toBe(204);
  expect((await send('GET', `/tasks/${task.id}`)).json.labels).toEqual(['b']);
});
