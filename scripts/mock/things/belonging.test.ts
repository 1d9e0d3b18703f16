import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const whole = { type: 'integer' };
const text = { type: 'string' };
const of = (schema: object, more: object = {}) => ({
  description: 'It.',
  ...jsonBody(schema, more),
});
const inPath = (name: string, schema: object) => [{ name, in: 'path', required: true, schema }];

/** Tasks of projects, with the member that names the project and the parameter that does. */
function projects(parameter: string, member: string, hasPath: boolean, example: object = {}) {
  const id = { ...whole, readOnly: true };
  const project = { type: 'object', required: ['id'], properties: { id, name: text } };
  const properties = { id, title: text, [member]: whole };
  const task = { type: 'object', required: ['id', 'title', member], properties };
  const draft = { type: 'object', properties: { title: text } };
  const list = (one: object) => of({ type: 'array', items: one }, example);
  return JSON.parse(
    description({
      '/projects': {
        get: { responses: { 200: of({ type: 'array', items: project }) } },
        post: { requestBody: jsonBody(draft), responses: { 201: of(project) } },
      },
      [`/projects/{${parameter}}`]: {
        parameters: inPath(parameter, whole),
        get: { responses: { 200: of(project) } },
      },
      [`/projects/{${parameter}}/tasks`]: {
        parameters: inPath(parameter, whole),
        get: { responses: { 200: list(task) } },
        post: { requestBody: jsonBody(draft), responses: { 201: of(task) } },
      },
      [hasPath ? '/tasks/{taskId}' : `/projects/{${parameter}}/tasks/{taskId}`]: {
        parameters: [...(hasPath ? [] : inPath(parameter, whole)), ...inPath('taskId', whole)],
        get: { responses: { 200: of(task) } },
      },
    }),
  );
}

const table = [
  ['project_id', 'project_id', true],
  ['id', 'projectId', false],
  ['projectId', 'project_id', false],
  ['project', 'project', true],
] as const;

test.each(table)(
  'below {%s}, "%s" names what a thing belongs to',
  async (parameter, member, own) => {
    await using mock = await startStateful(projects(parameter, member, own));
    const send = clientOf(mock);
    const { json: project } = await send('POST', '/projects', {});
    const path = `/projects/${project.id}/tasks`;
    const { json: task } = await send('POST', path, { title: 'Write' });
    expect(task).toMatchObject({ title: 'Write', [member]: project.id });
    expect((await send('GET', own ? `/tasks/${task.id}` : `${path}/${task.id}`)).json).toEqual(
      task,
    );
    const { json: all } = await send('GET', '/projects');
    // what is there from the start
    const { json: tasks } = await send('GET', `/projects/${all[1].id}/tasks`);
    expect(tasks.length).toBeGreaterThan(0);
    expect(new Set(tasks.map((one: Record<string, unknown>) => one[member]))).toEqual(
      new Set([all[1].id]),
    );
  },
);

test('what is put there by a path belongs to what the path names, unless it says otherwise', async () => {
  await using mock = await startStateful(projects('projectId', 'projectId', false));
  const send = clientOf(mock);
  mock.state.replace({
    '/projects': [{ id: 7 }],
    '/projects/7/tasks': [{ title: 'One' }, { title: 'Two', projectId: 8 }],
  });
  const { json } = await send('GET', '/projects/7/tasks');
  expect(json).toMatchObject([{ projectId: 7 }, { projectId: 8 }]);
});
