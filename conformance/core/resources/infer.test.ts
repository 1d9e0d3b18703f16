import { expect, test } from 'vitest';
import { contractOf, description, jsonBody } from '../../testing.ts';
import { resourcesOf } from './infer.ts';
import { isMark } from './model.ts';

const done = { responses: { 200: { description: 'Done.' } } };
const made = { responses: { 201: { description: 'Made.' } } };
const path = (...names: string[]) =>
  names.map((name) => ({ name, in: 'path', required: true, schema: { type: 'string' } }));
const body = (...members: string[]) => ({
  requestBody: jsonBody({
    type: 'object',
    properties: Object.fromEntries(members.map((name) => [name, { type: 'string' }])),
  }),
});
const list = (schema: object) => ({
  responses: { 200: { description: 'A list.', ...jsonBody(schema) } },
});
const things = { type: 'array', items: { type: 'object' } };

const model = (paths: object) => resourcesOf(contractOf(description(paths)));

/** By operationId, its effect. */
const effects = (paths: object) =>
  Object.fromEntries([...model(paths).roles].map(([id, { effect }]) => [id, effect]));

/** The places that an operation needs values for, and the first resource that gives each. */
const needs = (paths: object, id: string) =>
  (model(paths).needs.get(id) ?? []).map(({ place, sources: [source] }) => [
    place,
    source?.resource,
  ]);

const projects = {
  '/projects': {
    get: { operationId: 'list', ...list(things) },
    post: { operationId: 'make', ...body('name'), ...made },
  },
  '/projects/{projectId}': {
    parameters: path('projectId'),
    get: { operationId: 'read', ...done },
    put: { operationId: 'replace', ...body('name'), ...done },
    patch: { operationId: 'change', ...body('name'), ...done },
    delete: { operationId: 'remove', ...done },
  },
};

test('the methods of a collection and of its things say what operations do', () =>
  expect(effects(projects)).toEqual({
    list: 'list',
    make: 'create',
    read: 'read',
    replace: 'replace',
    change: 'change',
    remove: 'delete',
  }));

test('a slash at the end of each path says nothing', () => {
  const slashed = Object.fromEntries(
    Object.entries(projects).map(([each, item]) => [`${each}/`, item]),
  );
  expect(effects(slashed)).toEqual(effects(projects));
  const ofPath = (paths: object) =>
    [...model(paths).resources].map(([each, { roles }]) => [
      each,
      roles.map(({ operation }) => operation.id),
    ]);
  expect(ofPath(slashed)).toEqual(ofPath(projects));
  expect(needs(slashed, 'change')).toEqual(needs(projects, 'change'));
});

test('all operations on one path family have one resource, whatever its parameter is called', () => {
  const { resources, subjects } = model({
    ...projects,
    '/projects/{id}/close': {
      parameters: path('id'),
      post: { operationId: 'close', ...done },
    },
  });
  expect([...resources.keys()]).toEqual(['/projects/{projectId}']);
  expect([...subjects.keys()].toSorted()).toEqual([
    'change',
    'list',
    'make',
    'read',
    'remove',
    'replace',
  ]);
});

test('a command about a thing is an action, and one to the server sets it', () =>
  expect(
    effects({
      ...projects,
      '/projects/{id}/close': { parameters: path('id'), post: { operationId: 'close', ...done } },
      '/maintenance': { post: { operationId: 'toggle', ...body('on'), ...done } },
      '/settings': { put: { operationId: 'set', ...body('color'), ...done } },
    }),
  ).toMatchObject({ close: 'action', toggle: 'set', set: 'set' }));

test('verbs in a path say what an operation does', () =>
  expect(
    effects({
      '/users/create': { post: { operationId: 'add', ...body('name'), ...done } },
      '/users/delete': { post: { operationId: 'drop', ...body('userId'), ...done } },
      '/users/search': { post: { operationId: 'find', ...body('text'), ...done } },
    }),
  ).toEqual({ add: 'create', drop: 'delete', find: 'list' }));

test('a POST that a DELETE of the same path undoes makes something', () =>
  expect(
    effects({
      ...projects,
      '/projects/{id}/star': {
        parameters: path('id'),
        post: { operationId: 'star', ...done },
        delete: { operationId: 'unstar', ...done },
      },
    }),
  ).toMatchObject({ star: 'create', unstar: 'delete' }));

test('a DELETE of a collection takes away more than a POST made', () => {
  const { resources } = model({
    '/comments': {
      get: { operationId: 'list', ...list(things) },
      post: { operationId: 'add', ...body('text'), ...made },
      delete: { operationId: 'clear', ...done },
    },
    '/projects/{id}/star': {
      parameters: path('id'),
      post: { operationId: 'star', ...done },
      delete: { operationId: 'unstar', ...done },
    },
  });
  expect(isMark(resources.get('/comments')!)).toBe(false);
  expect(isMark(resources.get('/projects/{id}/star')!)).toBe(true);
});

test.each([
  ['an array', things, 'list'],
  ['a wrapped list', { type: 'object', properties: { data: things } }, 'list'],
  [
    'HAL',
    { type: 'object', properties: { _embedded: { type: 'object', properties: { things } } } },
    'list',
  ],
  [
    'one thing with lists',
    { type: 'object', properties: { id: { type: 'string' }, tags: things, parts: things } },
    'read',
  ],
  ['a value', { type: 'object', properties: { version: { type: 'string' } } }, 'read'],
])('an answer with %s', (_, schema, effect) =>
  expect(effects({ '/things': { get: { operationId: 'get', ...list(schema) } } })).toEqual({
    get: effect,
  }),
);

test('nested things need their parents first', () => {
  const nested = {
    ...projects,
    '/projects/{projectId}/parts': {
      parameters: path('projectId'),
      get: { operationId: 'parts', ...list(things) },
      post: { operationId: 'addPart', ...body('name'), ...made },
    },
    '/projects/{p}/parts/{part}': {
      parameters: path('p', 'part'),
      get: { operationId: 'part', ...done },
    },
  };
  expect(needs(nested, 'part')).toEqual([
    ['$request.path.p', '/projects/{projectId}'],
    ['$request.path.part', '/projects/{p}/parts/{part}'],
  ]);
  expect(model(nested).resources.get('/projects/{p}/parts/{part}')?.parent).toBe(
    '/projects/{projectId}',
  );
});

test('several parameters in a row name one thing together', () => {
  const { resources } = model({
    '/tags': { post: { operationId: 'tag', ...body('type', 'value'), ...made } },
    '/tags/{type}/{value}': {
      parameters: path('type', 'value'),
      delete: { operationId: 'untag', ...done },
    },
  });
  expect([...resources.values()].map(({ path: own, parameters }) => [own, parameters])).toEqual([
    ['/tags/{type}/{value}', ['type', 'value']],
  ]);
});

test('names lead to things of other paths: in a path, in the query, in a body, in a list', () => {
  const archive = {
    ...projects,
    '/archive/{projectName}': {
      parameters: path('projectName'),
      get: { operationId: 'old', ...done },
    },
    '/reports': {
      get: {
        operationId: 'report',
        parameters: [
          { name: 'project_id', in: 'query', required: true, schema: { type: 'string' } },
        ],
        ...done,
      },
    },
    '/moves': {
      post: {
        operationId: 'move',
        requestBody: jsonBody({
          type: 'object',
          properties: {
            projectIds: { type: 'array', items: { type: 'string' } },
            to: { type: 'object', properties: { project: { type: 'string' } } },
            color: { type: 'string' },
            projectKind: { type: 'string', enum: ['a'] },
          },
        }),
        ...done,
      },
    },
  };
  const project = '/projects/{projectId}';
  expect(needs(archive, 'old')).toEqual([['$request.path.projectName', project]]);
  expect(needs(archive, 'report')).toEqual([['$request.query.project_id', project]]);
  expect(needs(archive, 'move')).toEqual([
    ['$request.body#/projectIds/0', project],
    ['$request.body#/to/project', project],
  ]);
});

test('what a creation names itself is no need', () =>
  expect(
    needs(
      {
        ...projects,
        '/projects': { post: { operationId: 'make', ...body('projectName'), ...made } },
      },
      'make',
    ),
  ).toEqual([]));

test('what selects and sorts a list is no need', () =>
  expect(
    needs(
      {
        '/fields': { get: { operationId: 'fields', ...list(things) } },
        '/things': {
          get: {
            operationId: 'things',
            parameters: [{ name: 'fields', in: 'query', schema: { type: 'string' } }],
            ...list(things),
          },
        },
      },
      'things',
    ),
  ).toEqual([]));

test('links and x-memory go before what names suggest', () => {
  const linked = {
    '/orders': {
      post: {
        operationId: 'order',
        ...body('item'),
        responses: {
          201: {
            description: 'Made.',
            links: {
              track: {
                operationId: 'track',
                parameters: { 'path.code': '$response.body#/trackingCode' },
              },
              byRef: {
                operationRef: '#/paths/~1parcels~1{code}~1map/get',
                parameters: { code: '$response.body#/trackingCode' },
              },
            },
          },
        },
      },
    },
    '/parcels/{code}': { parameters: path('code'), get: { operationId: 'track', ...done } },
    '/parcels/{code}/map': { parameters: path('code'), get: { operationId: 'map', ...done } },
  };
  for (const id of ['track', 'map'])
    expect(model(linked).needs.get(id)).toEqual([
      {
        place: '$request.path.code',
        name: 'code',
        required: true,
        sources: [
          expect.objectContaining({
            resource: '/orders',
            expression: '$response.body#/trackingCode',
            reason: expect.stringContaining('the link "'),
          }),
        ],
      },
    ]);
  const memory = (keeps: object, recalls: object) => ({
    200: {
      description: 'Done.',
      ...jsonBody(
        { type: 'object' },
        { 'x-memory': { of: 'device', key: '$request.body#/deviceId', keeps, recalls } },
      ),
    },
  });
  const remembered = model({
    '/register': {
      post: {
        operationId: 'register',
        ...body('deviceId', 'token'),
        responses: { ...made.responses, ...memory({ token: '$request.body#/token' }, {}) },
      },
    },
    '/show': {
      post: {
        operationId: 'show',
        ...body('deviceId'),
        responses: memory({}, { '/token': 'token' }),
      },
    },
  });
  expect(remembered.needs.get('show')).toEqual([
    expect.objectContaining({
      place: '$request.body#/deviceId',
      sources: [expect.objectContaining({ resource: '/register' })],
    }),
  ]);
});

test('the order of the document changes nothing', () => {
  const paths = {
    ...projects,
    '/moves': { post: { operationId: 'move', ...body('projectId'), ...done } },
  };
  const turned = Object.fromEntries(Object.entries(paths).toReversed());
  const told = (one: object) =>
    JSON.stringify([...model(one).needs], (key, value) =>
      key === 'operation' ? undefined : value,
    );
  expect(told(turned)).toBe(told(paths));
});

test.each<[why: string, more: object, members: readonly string[], effect: string]>([
  ['its body names a thing that is made elsewhere', {}, ['projectId'], 'action'],
  ['its body names none', {}, ['text'], 'create'],
  [
    'what it makes can be deleted',
    { delete: { operationId: 'unrate', ...done } },
    ['projectId'],
    'create',
  ],
])('a POST that documents 201: %s', (_why, more, members, effect) => {
  const paths = {
    ...projects,
    '/ratings': { post: { operationId: 'rate', ...body(...members), ...made } },
    '/ratings/{projectId}': {
      parameters: path('projectId'),
      get: { operationId: 'rating', ...done },
      ...more,
    },
  };
  expect(effects(paths).rate).toBe(effect);
});

test('a list of keys in the body of a request to a whole collection names its things', () => {
  const keys = (members: object) => ({
    requestBody: jsonBody({ type: 'object', properties: members }),
    ...done,
  });
  const ids = { keys: { type: 'array', items: { type: 'string' } } };
  const paths = (patch: object) => ({
    ...projects,
    '/projects': { ...projects['/projects'], patch },
  });
  expect(needs(paths({ operationId: 'all', ...keys(ids) }), 'all')).toEqual([
    ['$request.body#/keys/0', '/projects/{projectId}'],
  ]);
  expect(
    needs(paths({ operationId: 'all', ...keys({ keys: { type: 'string' } }) }), 'all'),
  ).toEqual([]);
});
