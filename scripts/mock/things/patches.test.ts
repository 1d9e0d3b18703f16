import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const properties = { id: { type: 'integer', readOnly: true }, name: { type: 'string' } };
const thing = { type: 'object', required: ['id', 'name'], properties };
const error = (says: string) => ({ description: says, ...jsonBody({ type: 'object' }) });
const shown = { description: 'It.', ...jsonBody(thing) };
const patch = 'application/json-patch+json';

const things = (conflict: string): object =>
  JSON.parse(
    description({
      '/things': { post: { requestBody: jsonBody(thing), responses: { 201: shown } } },
      '/things/{id}': {
        parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
        get: { responses: { 200: shown } },
        patch: {
          requestBody: { content: { [patch]: { schema: { type: 'array', items: {} } } } },
          responses: { 200: shown, 400: error('Wrong.'), 409: error(conflict) },
        },
      },
    }),
  );

test.each([
  ['The thing has changed.', 409],
  ['Another thing has this name.', 400],
  ['A thing with this name already exists.', 400],
])('a patch that can not be applied, where a 409 says "%s", is a %i', async (says, status) => {
  await using mock = await startStateful(things(says));
  const send = clientOf(mock);
  const { json } = await send('POST', '/things', { name: 'One' });
  const operation = { op: 'test', path: '/name', value: 'Two' };
  expect((await send('PATCH', `/things/${json.id}`, [operation], patch)).status).toBe(status);
});
