import { join } from 'node:path';
import { expect, test } from 'vitest';
import { complaintOf, contractOf, description, folderWith, jsonBody } from '../testing.ts';
import { readConfig } from './config.ts';
import { valuesOf } from './values.ts';

const responses = { 204: { description: 'Done.' } };
const parameter = (location: string, name: string, type = 'string') => ({
  ...{ in: location, name, required: location === 'path' },
  schema: { type },
});
const body = (properties: object) => ({
  requestBody: jsonBody({ type: 'object', properties }),
});
const things = contractOf(
  description({
    '/projects/{projectId}': {
      get: {
        ...{ operationId: 'readProject', tags: ['projects'], responses },
        parameters: [parameter('path', 'projectId'), parameter('header', 'X-Tenant')],
      },
    },
    '/tasks': {
      get: {
        ...{ operationId: 'listTasks', tags: ['tasks'], responses },
        parameters: [parameter('query', 'projectId'), parameter('query', 'limit', 'integer')],
      },
      post: {
        ...{ operationId: 'createTask', tags: ['tasks'], responses },
        ...body({
          projectId: { type: 'string' },
          title: { type: 'string' },
          part: { type: 'object', properties: { projectId: { type: 'string' } } },
        }),
      },
    },
    '/numbers/{projectId}': {
      get: {
        ...{ operationId: 'readNumber', responses },
        parameters: [parameter('path', 'projectId', 'integer')],
      },
    },
  }),
);

/** The values that some lines of a configuration give each operation, and the warnings. */
function resolved(lines: string) {
  const folder = folderWith({
    'c.yaml': `targets:\n  things:\n    values:\n${lines.replaceAll(/^/gm, '      ')}\n`,
  });
  const warnings: string[] = [];
  const run = () =>
    valuesOf(things, readConfig(join(folder, 'c.yaml'), {}), (message) =>
      warnings.push(message.replaceAll(`${folder}/`, '')),
    );
  const values = () =>
    Object.fromEntries([...run()].map(([id, known]) => [id, Object.fromEntries(known)]));
  return { folder, run, values, warnings };
}

const cases: readonly { why: string; lines: string; values: object; warnings?: string[] }[] = [
  {
    why: 'a name stands for path, query and top-level member, where the value is allowed',
    lines: "'*': { projectId: default }",
    values: {
      readProject: { '$request.path.projectId': 'default' },
      listTasks: { '$request.query.projectId': 'default' },
      createTask: { '/projectId': 'default' },
    },
  },
  {
    why: 'the most specific selector wins for each place, in whatever order they stand',
    lines:
      "listTasks: { projectId: mine }\n'*': { projectId: default }\ntag:tasks: { limit: 5, projectId: ours }",
    values: {
      readProject: { '$request.path.projectId': 'default' },
      listTasks: { '$request.query.projectId': 'mine', '$request.query.limit': 5 },
      createTask: { '/projectId': 'ours' },
    },
  },
  {
    why: 'a place goes before a name under the same selector',
    lines: "'*': { /projectId: placed, projectId: named }",
    values: {
      readProject: { '$request.path.projectId': 'named' },
      listTasks: { '$request.query.projectId': 'named' },
      createTask: { '/projectId': 'placed' },
    },
  },
  {
    why: 'the two spellings of a place in the body are one',
    lines: 'createTask: { /projectId: one }\ntag:tasks: { $request.body#/projectId: two }',
    values: { createTask: { '/projectId': 'one' } },
  },
  {
    why: 'names of header fields have no letter case',
    lines: "'/projects/**': { x-tenant: acme }",
    values: { readProject: { '$request.header.X-Tenant': 'acme' } },
  },
  {
    why: 'what one operation does not document is sent, and told',
    lines: 'createTask:\n  /titel: x',
    values: { createTask: { '/titel': 'x' } },
    warnings: [
      'c.yaml:5: the operation createTask documents no /titel: did you mean "/title"? It is sent anyway.',
    ],
  },
  {
    why: 'a name that fits nowhere is told',
    lines: "'*':\n  projectID: x\ncreateTask:\n  titel: x",
    values: {},
    warnings: [
      'c.yaml:5: no operation that "*" selects documents projectID: did you mean "projectId"? It is not sent.',
      'c.yaml:7: the operation createTask documents no titel: did you mean "title"? It is not sent.',
    ],
  },
  {
    why: 'a place that no selected operation documents is told',
    lines: "'tag:tasks':\n  $request.path.projectId: x",
    values: {},
    warnings: [
      'c.yaml:5: no operation that "tag:tasks" selects documents $request.path.projectId: did you mean "$request.query.projectId"? It is not sent.',
    ],
  },
  {
    why: 'a value that no selected operation allows is told',
    lines: "'*':\n  limit: many",
    values: {},
    warnings: [
      'c.yaml:5: no operation that "*" selects allows this value for limit. It is not sent.',
    ],
  },
  {
    why: 'one operation gets the value that the user gives it, whatever its schema says',
    lines: 'readNumber: { projectId: default }',
    values: { readNumber: { '$request.path.projectId': 'default' } },
  },
];
for (const { why, lines, values, warnings = [] } of cases)
  test(why, () => {
    const given = resolved(lines);
    expect(given.values()).toEqual(values);
    expect(given.warnings).toEqual(warnings);
  });

test('a selector that matches nothing: file, line and the nearest name', () => {
  const { folder, run } = resolved("'*': { projectId: x }\nlistTask: { projectId: x }");
  expect(complaintOf(run, folder)).toContain(
    'c.yaml:5: no operation matches "listTask": did you mean "listTasks"?',
  );
});
