import { join } from 'node:path';
import { expect, test } from 'vitest';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import { description, folderWith, jsonBody } from '../../../conformance/testing.ts';
import { startMock } from '../server.ts';
import { clientOf } from './testing.ts';

const text = { type: 'string' };

/** People in two files, with what is said of a conflict and of the member `email`. */
function people(conflict: string, email: object = text): string {
  const schema = { $ref: 'person.json' };
  const shown = { description: 'It.', ...jsonBody(schema) };
  const paths = {
    '/people': {
      get: { responses: { 200: { description: 'All.', ...jsonBody({ items: schema }) } } },
      post: {
        requestBody: jsonBody(schema),
        responses: { 201: shown, 409: { description: conflict, ...jsonBody({}) } },
      },
    },
    '/people/{id}': {
      parameters: [{ name: 'id', in: 'path', required: true, schema: { type: 'integer' } }],
      get: { responses: { 200: shown } },
    },
  };
  const properties = { id: { type: 'integer', readOnly: true }, email, name: text };
  const person = { type: 'object', required: ['email'], properties };
  return folderWith({
    'people.json': description(paths),
    'person.json': JSON.stringify(person),
  });
}

const told = { ...text, description: 'Unique.' };
const table: readonly (readonly [conflict: string, email: object, status: number])[] = [
  ['Conflict.', told, 409],
  ['Email already registered.', text, 409],
  ['The email of a person must be unique.', text, 409],
  ['The e-mail address is already in use.', text, 409],
  ['Another person has this email.', text, 409],
  ['Duplicate email', text, 409],
  // what says nothing of the member refuses nothing
  ['Conflict.', text, 201],
  ['Somebody changed the email meanwhile.', text, 201],
  ['The person is already registered.', text, 201],
];

test.each(table)(
  'with "%s" and %j, a second one of the same is a %i',
  async (says, email, status) => {
    const contract = loadContract('people', join(people(says, email), 'people.json'));
    await using mock = await startMock({ contracts: [contract], stateful: true });
    const send = clientOf(mock);
    const add = (own: string, name: string) => send('POST', '/people', { email: own, name });
    expect((await add('ann@example.com', 'Ann')).status).toBe(201);
    expect((await add('ann@example.com', 'Ann')).status).toBe(status);
    expect((await add('bob@example.com', 'Ann')).status).toBe(201);
  },
);
