import { expect, test } from 'vitest';
import { resourcesOf } from '../../core/resources/infer.ts';
import { contractOf, description } from '../../testing.ts';
import { needsOwn } from './guard.ts';
import { byEffect, stageOf } from './order.ts';

const done = { responses: { 200: { description: 'Done.' } } };
const body = {
  requestBody: { content: { 'application/json': { schema: { type: 'object' } } } },
};

/** A description with one operation for each `METHOD path`. */
const modelOf = (...requests: readonly string[]) => {
  const paths: { [path: string]: { [method: string]: object } } = {};
  for (const request of requests) {
    const [method = '', path = ''] = request.split(' ');
    const parameters = [...path.matchAll(/\{([^{}]+)\}/g)].map(([, name]) => ({
      ...{ name, in: 'path', required: true, schema: { type: 'string' } },
    }));
    const isWrite = ['post', 'put', 'patch'].includes(method.toLowerCase());
    paths[path] ??= {};
    paths[path][method.toLowerCase()] = {
      ...{ operationId: request, parameters },
      ...(isWrite ? body : {}),
      ...done,
    };
  }
  const contract = contractOf(description(paths));
  return { model: resourcesOf(contract), operations: contract.operations };
};

test.each([
  ['DELETE /things/{id}', true],
  ['POST /things/delete', true],
  ['PUT /users/{id}', true],
  ['POST /users/{id}/change-password', true],
  ['POST /user/change-password', true],
  ['PATCH /users/me', true],
  ['PATCH /users/me/track/page', true],
  ['POST /users/me/tfa/enable', true],
  ['POST /logout', true],
  ['PUT /api-keys/{id}', true],
  ['POST /users', false],
  ['GET /users/{id}', false],
  ['PUT /things/{id}', false],
  ['POST /users/validate-password', false],
  ['POST /devices/refresh-token', false],
  ['PUT /settings', false],
])('%s needs a thing of the run: %s', (request, expected) => {
  const { model, operations } = modelOf(request);
  const { effect } = model.roles.get(request)!;
  expect(needsOwn(operations[0]!, effect) !== undefined).toBe(expected);
});

test('reads come first, then creations, changes, deletions, and what is for the whole server', () => {
  const wanted = [
    'GET /things',
    'GET /things/{id}',
    'POST /things',
    'PATCH /things/{id}',
    'PUT /things/{id}',
    'POST /things/{id}/close',
    'DELETE /things/{id}/parts/{part}',
    'DELETE /things/{id}',
    'PUT /settings',
    'POST /maintenance',
  ];
  for (const order of [wanted, wanted.toReversed()]) {
    const { model, operations } = modelOf(...order);
    expect(byEffect(model, operations).map(({ id }) => id)).toEqual(wanted);
  }
  const { model, operations } = modelOf(...wanted);
  const stages = byEffect(model, operations).map((operation) => stageOf(model, operation));
  expect(stages).toEqual([
    ...Array.from({ length: 6 }, () => 'use'),
    ...['delete', 'delete', 'whole server', 'whole server'],
  ]);
});
