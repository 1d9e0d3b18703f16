import { join } from 'node:path';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { folderWith } from '../../../conformance/testing.ts';
import { startMock, type Mock } from '../server.ts';

/** The id of the documented to-do. */
export const toDoId = '5f0f2a4e-6c0b-4f0e-9a55-0d9a3d3b7f10';

const text = { type: 'string' };
const toDo = { $ref: '#/components/schemas/ToDo' };
const json = (schema: object, more: object = {}) => ({
  description: 'What was asked for.',
  content: { 'application/json': { schema, ...more } },
});
const example = {
  id: toDoId,
  ...{ title: 'Water the plants', note: 'Not the cactus', tags: ['home'], done: false },
  ...{ createdAt: '2026-11-01T08:00:00Z', updatedAt: '2026-11-01T08:00:00Z' },
};
const error = json({ type: 'object', required: ['message'], properties: { message: text } });
const conflict = { ...error, description: 'Another to-do has this title.' };
const body = { required: true, content: json({ $ref: '#/components/schemas/Draft' }).content };
const draft = {
  title: { ...text, minLength: 1, maxLength: 200 },
  note: { type: ['string', 'null'] },
  tags: { type: 'array', items: text },
  done: { type: 'boolean', default: false },
  secret: { ...text, writeOnly: true },
};
const query = (name: string, schema: object) => ({ name, in: 'query', schema });

const list = {
  operationId: 'listToDos',
  parameters: [
    query('limit', { type: 'integer', minimum: 1, maximum: 100, default: 20 }),
    query('offset', { type: 'integer', minimum: 0, default: 0 }),
    query('done', { type: 'boolean' }),
    ...['tags', 'q', 'sort', 'fields', 'expand'].map((name) => query(name, text)),
  ],
  responses: {
    200: json(
      {
        type: 'object',
        required: ['items', 'total'],
        properties: {
          items: { type: 'array', items: toDo },
          total: { type: 'integer', minimum: 0 },
          next: { type: ['string', 'null'] },
        },
      },
      // as many as a page has by default
      { example: { items: Array.from({ length: 20 }, () => example), total: 20, next: null } },
    ),
    400: error,
  },
};
const one = { 200: json(toDo, { example }), 400: error, 404: error };

/** An ordinary description of things to do. */
export const toDoDescription: object = {
  openapi: '3.1.1',
  info: { title: 'To do', version: '1.0.0' },
  paths: {
    '/todos': {
      get: list,
      post: {
        ...{ operationId: 'createToDo', requestBody: body },
        responses: { 201: json(toDo, { example }), 400: error },
      },
    },
    '/todos/{id}': {
      parameters: [
        { name: 'id', in: 'path', required: true, schema: { type: 'string', format: 'uuid' } },
      ],
      get: { operationId: 'readToDo', responses: one },
      put: { operationId: 'replaceToDo', requestBody: body, responses: one },
      patch: {
        operationId: 'changeToDo',
        requestBody: {
          content: {
            'application/json': { schema: { type: 'object', properties: draft } },
            'application/json-patch+json': { schema: { type: 'array', items: {} } },
          },
        },
        responses: { ...one, 409: error },
      },
      delete: {
        operationId: 'deleteToDo',
        responses: { 204: { description: 'It is gone.' }, 400: error, 404: error },
      },
    },
    '/labels': {
      post: {
        operationId: 'createLabel',
        requestBody: {
          required: true,
          content: json({ $ref: '#/components/schemas/Label' }).content,
        },
        responses: { 201: json({ $ref: '#/components/schemas/Label' }), 400: error, 409: conflict },
      },
      get: {
        operationId: 'listLabels',
        responses: {
          200: json({ type: 'array', items: { $ref: '#/components/schemas/Label' } }),
        },
      },
    },
    '/labels/{labelId}': {
      parameters: [
        { name: 'labelId', in: 'path', required: true, schema: { type: 'integer', minimum: 1 } },
      ],
      get: {
        operationId: 'readLabel',
        responses: { 200: json({ $ref: '#/components/schemas/Label' }), 404: error },
      },
    },
  },
  components: {
    schemas: {
      Draft: { type: 'object', required: ['title'], properties: draft },
      ToDo: {
        type: 'object',
        required: ['id', 'title', 'done', 'createdAt', 'updatedAt'],
        properties: {
          id: { ...text, format: 'uuid' },
          ...draft,
          createdAt: { ...text, format: 'date-time' },
          updatedAt: { ...text, format: 'date-time' },
        },
      },
      Label: {
        type: 'object',
        required: ['id', 'title'],
        properties: { id: { type: 'integer', readOnly: true }, title: text },
      },
    },
  },
};

/** Loads a description as the API `todo`. */
export const loadedFrom = (description: object): Contract =>
  loadContract('todo', join(folderWith({ 'todo.json': JSON.stringify(description) }), 'todo.json'));

/** Starts a mock of a description, with state. */
export const startStateful = (description: object): Promise<Mock> =>
  startMock({ contracts: [loadedFrom(description)], stateful: true });

export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  // biome-ignore lint/suspicious/noExplicitAny: a test reads what it expects
  readonly json: any;
};

/** Sends requests to a mock. */
export const clientOf =
  ({ url }: Mock) =>
  async (
    method: string,
    path: string,
    value?: unknown,
    type = 'application/json',
  ): Promise<Answer> => {
    const response = await fetch(url + path, {
      method,
      ...(value === undefined
        ? {}
        : { body: JSON.stringify(value), headers: { 'content-type': type } }),
    });
    const written = await response.text();
    const { status, headers } = response;
    return { status, headers, json: written === '' ? undefined : JSON.parse(written) };
  };
