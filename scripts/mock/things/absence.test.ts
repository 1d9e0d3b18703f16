import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'integer', readOnly: true }, name: { type: 'string' } },
};
const shown = { description: 'It.', ...jsonBody(thing, { example: { id: 1, name: 'First' } }) };
const error = { description: 'No.', ...jsonBody({ type: 'object' }, { example: { code: 'no' } }) };

/** Things whose operations document these refusals. */
const things = (refusals: object) =>
  JSON.parse(
    description({
      '/things': {
        get: {
          responses: { 200: { description: 'All.', ...jsonBody({ type: 'array', items: thing }) } },
        },
        post: { requestBody: jsonBody(thing), responses: { 201: shown } },
      },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: shown, ...refusals } },
        delete: { responses: { 204: { description: 'Gone.' } } },
      },
    }),
  );

const documented = [
  { refusals: { 404: error }, unknown: 404, gone: 404 },
  { refusals: { 410: error }, unknown: 410, gone: 410 },
  { refusals: { 404: error, 410: error }, unknown: 404, gone: 410 },
  { refusals: { '4XX': error }, unknown: 404, gone: 404 },
  { refusals: { default: error }, unknown: 404, gone: 404 },
  // these have other reasons too, so that only what was removed gets them
  { refusals: { 400: error }, unknown: 200, gone: 400 },
  { refusals: { 403: error }, unknown: 200, gone: 403 },
  // nothing says how such a request is refused
  { refusals: {}, unknown: 200, gone: 404 },
  // the operation is refused for this reason only
  { refusals: { 401: error }, unknown: 200, gone: 200 },
];

for (const { refusals, unknown, gone } of documented) {
  const names = Object.keys(refusals).join(', ') || 'no refusal';
  test(`with ${names} documented, an unknown thing gets ${unknown}, and a deleted one ${gone}`, async () => {
    await using mock = await startStateful(things(refusals));
    const send = clientOf(mock);
    const told = 'no documented response says that it is not there';
    const never = await send('GET', '/things/99');
    expect(never.status).toBe(unknown);
    expect(never.headers.get('x-contract-state')).toBe(unknown === 200 ? told : null);
    const { json } = await send('POST', '/things', { name: 'Second' });
    await send('DELETE', `/things/${json.id}`);
    const deleted = await send('GET', `/things/${json.id}`);
    expect(deleted.status).toBe(gone);
    expect(deleted.headers.get('x-contract-state')).toBe(gone === 200 ? told : null);
    expect((await send('DELETE', `/things/${json.id}`)).status).toBe(204);
    expect((await send('GET', '/things')).json).toMatchObject([{ id: 1 }]);
  });
}

test('what is made below something that is not there is there, if no response says otherwise', async () => {
  const id = [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }];
  const part = [...id, { ...id[0]!, name: 'part' }];
  const parts = { 200: { description: 'All.', ...jsonBody({ type: 'array', items: thing }) } };
  const making = (refusals: object) => ({
    requestBody: jsonBody(thing),
    responses: { 201: shown, ...refusals },
  });
  const below = (refusals: object) => ({
    ...(things({ 404: error }) as { readonly paths: object }).paths,
    '/things/{id}/parts': {
      parameters: id,
      get: { responses: { ...parts, 404: error } },
      post: making(refusals),
    },
    '/things/{id}/parts/{part}': {
      parameters: part,
      get: { responses: { 200: shown, 404: error } },
      put: making(refusals),
    },
  });
  await using mock = await startStateful(JSON.parse(description(below({ 422: error }))) as object);
  const send = clientOf(mock);
  expect((await send('GET', '/things/99/parts')).status).toBe(404);
  const made = await send('POST', '/things/99/parts', { name: 'Wheel' });
  const { json: another } = await send('POST', '/things/99/parts', { name: 'Wheel' });
  expect(another.id).not.toBe(made.json.id);
  expect((await send('GET', `/things/99/parts/${made.json.id}`)).json).toEqual(made.json);
  expect((await send('GET', '/things/99/parts')).json).toContainEqual(another);
  expect((await send('PUT', '/things/98/parts/5', { name: 'Axle' })).status).toBe(201);
  expect((await send('GET', '/things/98/parts/5')).json).toEqual({ id: 5, name: 'Axle' });
  await using strict = await startStateful(
    JSON.parse(description(below({ 404: error }))) as object,
  );
  expect((await clientOf(strict)('POST', '/things/99/parts', { name: 'Wheel' })).status).toBe(404);
});
