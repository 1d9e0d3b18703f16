import { expect, test } from 'vitest';
import { resourcesOf } from '../core/resources/infer.ts';
import { contractOf, description } from '../testing.ts';
import { cursorOf, filtersOf, limitOf, pageOf } from '../core/resources/list-parameters.ts';
import { isSingle, sequencesOf } from './sequences.ts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const thing = {
  type: 'object',
  required: ['name'],
  properties: { name: { type: 'string' }, tags: { type: 'array', items: { type: 'string' } } },
};
const answer = { 200: { description: 'Done.', ...json(thing) } };
const body = { requestBody: { required: true, ...json(thing) } };
const query = (name: string, type: string) => ({ in: 'query', name, schema: { type } });
const path = (name: string) => ({
  in: 'path',
  name,
  required: true,
  schema: { type: 'string' },
});

const stepsIn = (paths: object) =>
  sequencesOf(resourcesOf(contractOf(description(paths)))).map((sequence) => ({
    of: sequence.resource.path,
    isSingle: isSingle(sequence),
    steps: sequence.steps.map(({ testCase: { id } }) => id),
  }));

const settings = (method: string, at = '/settings') => ({
  [at]: {
    get: { operationId: 'get', responses: answer },
    [method]: { operationId: 'write', ...body, responses: answer },
  },
});

test('settings are read, replaced and read', () => {
  expect(stepsIn(settings('put'))).toEqual([
    {
      of: '/settings',
      isSingle: true,
      steps: [
        'get/state/read',
        'write/state/change-text',
        'get/state/changed-text',
        'write/state/change-list',
        'get/state/changed-list',
        'write/state/replace',
        'get/state/replaced',
        'write/state/replace-refused',
        'get/state/not-replaced',
        'write/state/replace-by-less',
        'get/state/replaced-by-less',
      ],
    },
  ]);
});

test('settings are changed by PATCH', () => {
  const [{ steps } = { steps: [] }] = stepsIn(settings('patch'));
  expect(steps).toContain('write/state/change');
  expect(steps).not.toContain('write/state/replace-by-less');
});

test.each([
  ['a switch of the server', settings('put', '/maintenance')],
  ['a command', settings('post')],
])('no sequence: %s', (_, paths) => {
  expect(stepsIn(paths)).toEqual([]);
});

test('what needs a thing, and a command for it, come when all else is done', () => {
  const created = { 201: { description: 'Made.', ...json(thing) } };
  const order = { ...thing, required: ['userId'], properties: { userId: { type: 'string' } } };
  const sequences = stepsIn({
    '/users': { post: { operationId: 'createUser', ...body, responses: created } },
    '/users/{userId}': {
      parameters: [path('userId')],
      get: { operationId: 'getUser', responses: answer },
      delete: { operationId: 'deleteUser', responses: { 204: { description: 'Gone.' } } },
    },
    '/users/{userId}/lock': {
      parameters: [path('userId')],
      post: { operationId: 'lockUser', responses: { 204: { description: 'Locked.' } } },
    },
    '/orders': {
      post: {
        operationId: 'createOrder',
        requestBody: { required: true, ...json(order) },
        responses: created,
      },
    },
    '/orders/{orderId}': {
      parameters: [path('orderId')],
      get: { operationId: 'getOrder', responses: answer },
    },
  });
  expect(sequences.find(({ of }) => of === '/users/{userId}')?.steps.slice(-7)).toEqual([
    'getUser/state/before-command',
    'lockUser/state/command',
    'getUser/state/after-command',
    'getUser/state/beside-command',
    'createOrder/state/create-user',
    'deleteUser/state/delete-used',
    'getUser/state/not-deleted',
  ]);
});

test('the parameters of a list say what they do', () => {
  const [operation] = contractOf(
    description({
      '/things': {
        get: {
          operationId: 'list',
          parameters: [
            ...[query('page_size', 'integer'), query('page', 'integer'), query('after', 'string')],
            ...[query('state', 'string'), query('sort', 'string'), query('filter[tag]', 'string')],
            {
              ...{ in: 'query', name: 'filter', style: 'deepObject' },
              schema: { type: 'object', properties: { author: { type: 'string' } } },
            },
          ],
          responses: answer,
        },
      },
    }),
  ).operations;
  expect(limitOf(operation!)?.name).toBe('page_size');
  expect(pageOf(operation!)).toEqual({ name: 'page', second: 2, isSure: false });
  expect(cursorOf(operation!)).toBe('after');
  expect(filtersOf(operation!)).toEqual([
    { parameter: 'state', member: 'state' },
    { parameter: 'filter[tag]', member: 'tag' },
    { parameter: 'filter', member: 'author', isInside: true },
  ]);
});

test('a request without credentials is about them, so that a description may leave open how it is refused', () => {
  const contract = contractOf(
    description(
      {
        '/things': {
          get: {
            operationId: 'list',
            responses: { 200: { description: '', ...json({ type: 'array', items: thing }) } },
          },
          post: { operationId: 'create', ...body, responses: answer },
        },
        '/things/{id}': {
          parameters: [path('id')],
          get: { operationId: 'read', responses: answer },
          delete: { operationId: 'delete', responses: answer },
        },
      },
      {
        security: [{ token: [] }],
        components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } } },
      },
    ),
  );
  const cases = sequencesOf(resourcesOf(contract)).flatMap(({ steps }) => steps);
  const placeOf = (act: string) => cases.find((step) => step.act === act)?.testCase.rule.in;
  expect(placeOf('delete-as-stranger')).toBe('credentials');
  expect(placeOf('delete')).toBe('body');
});
