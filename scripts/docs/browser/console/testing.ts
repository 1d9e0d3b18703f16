import type { IncomingMessage, ServerResponse } from 'node:http';
import { contractOf, description, jsonBody } from '../../../../conformance/testing.ts';
import type { OperationFacts } from '../../../frontend/operation.ts';
import { validatorsOf } from '../../../frontend/validators.ts';
import type { ConsoleOperation } from './operation.ts';
import type { Filled } from './request.ts';
import type { Answer } from './send.ts';

/** An operation of a few facts. */
export const operationWith = (
  facts: Partial<OperationFacts> = {},
  more: Partial<ConsoleOperation> = {},
): ConsoleOperation => ({
  api: 'things',
  facts: { id: 'act', method: 'POST', path: '/things', responses: { 200: [] }, ...facts },
  ...{ servers: [], parameters: [], bodies: [], requests: [], security: [], schemes: {} },
  ...{ answers: [], mockCommand: 'mock' },
  ...more,
});

/** A form with some values. */
export const form = (values: Partial<Filled> = {}): Filled => ({
  ...{ base: 'https://api.test/v1', isMock: false, credentials: [] },
  parameters: { path: {}, query: {}, header: {}, cookie: {} },
  ...values,
});

/** A body of JSON as it is typed. */
export const typedJson = (content: string): NonNullable<Filled['body']> => ({
  ...{ documented: 'application/json', mediaType: 'application/json', content },
});

/** An answer of JSON, unless other header fields say what it is. */
export function answerWith(
  status: number,
  value: unknown,
  fields: { readonly [name: string]: string } = { 'content-type': 'application/json' },
): Answer {
  const isJson = fields['content-type']?.includes('json') ?? false;
  return {
    ...{
      kind: 'answer',
      status,
      statusText: '',
      headers: new Headers(fields),
      time: 1,
      unsent: [],
    },
    ...{ body: value, isBroken: false, isEmpty: value === undefined },
    ...(isJson && value !== undefined && { text: JSON.stringify(value) }),
  };
}

/** Validators that find nothing. */
export const lenient = validatorsOf<unknown>({});

/** A text that would run as a program if it became markup. */
export const hostile = '<img src=x onerror="document.title=1">';

/** What a server does with a request. */
export type Answering = (request: IncomingMessage, response: ServerResponse) => void;

/** Operations that ours do not have. */
export const things = () =>
  contractOf(
    description(
      {
        '/things/{id}': {
          post: {
            operationId: hostile,
            parameters: [
              { name: 'id', in: 'path', required: true, schema: { type: 'string' } },
              { name: hostile, in: 'query', schema: { type: 'integer', minimum: 5 } },
            ],
            requestBody: jsonBody(
              { type: 'object', required: ['name'], properties: { name: { type: 'string' } } },
              { examples: { [hostile]: { value: { name: hostile } } } },
            ),
            responses: {
              200: {
                description: 'Done.',
                ...jsonBody(
                  {
                    type: 'object',
                    properties: {
                      name: { type: 'string' },
                      list: {
                        type: 'array',
                        items: { type: 'object', properties: { n: { type: 'integer' } } },
                      },
                    },
                  },
                  { 'x-echo': { '/name': '$request.body#/name' } },
                ),
              },
            },
          },
        },
        '/elsewhere': {
          get: {
            operationId: 'elsewhere',
            servers: [{ url: 'http://{host}', variables: { host: { default: 'localhost:1' } } }],
            responses: { 200: { description: 'Done.' } },
          },
        },
      },
      {
        security: [{ [hostile]: [] }],
        components: { securitySchemes: { [hostile]: { type: 'http', scheme: 'basic' } } },
      },
    ),
  );

/** Answers as a server that allows every page. */
export const allowing =
  (status: number, body: unknown, fields: { readonly [name: string]: string } = {}): Answering =>
  ({ method }, response) => {
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Access-Control-Allow-Headers', '*, Authorization');
    response.setHeader('Access-Control-Allow-Methods', '*');
    response.writeHead(method === 'OPTIONS' ? 204 : status, {
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...fields,
    });
    response.end(method === 'OPTIONS' || body === undefined ? undefined : JSON.stringify(body));
  };
