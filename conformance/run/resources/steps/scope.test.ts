import { expect, test } from 'vitest';
import { jsonBody } from '../../../testing.ts';
import { parameter } from '../fake/testing.ts';
import { answering, sequencesAt, text, type Members } from './testing.ts';

const item = { type: 'object', properties: { id: text, title: text } };
const query = (name: string, value: string) => ({
  ...{ name, in: 'query', required: true, schema: text, example: value },
});
const showing = (schema: object) => ({ description: 'It.', ...jsonBody(schema) });

/** Items whose creation and list demand query parameters, at a server whose list is always empty. */
const findingsWith = async (ofCreation: readonly object[], ofList: readonly object[]) => {
  const paths = {
    '/items': {
      get: {
        ...{ operationId: 'list', parameters: ofList },
        responses: { 200: showing({ type: 'array', items: item }) },
      },
      post: {
        ...{ operationId: 'create', parameters: ofCreation },
        requestBody: jsonBody({ type: 'object', properties: { title: text } }),
        responses: { 201: showing(item) },
      },
    },
    '/items/{itemId}': {
      parameters: [parameter('itemId')],
      get: { operationId: 'read', responses: { 200: showing(item), 404: { description: 'No.' } } },
    },
  };
  const kept = new Map<string, Members>();
  const { findings, sent } = await sequencesAt(
    paths,
    answering({
      'GET /items': () => ({ status: 200, body: [] }),
      'POST /items': ({ body }) => {
        const made = { ...body, id: `i${kept.size + 1}` };
        kept.set(made.id, made);
        return { status: 201, body: made };
      },
      'GET /items/{itemId}': ({ path: { itemId = '' } }) =>
        kept.has(itemId) ? { status: 200, body: kept.get(itemId)! } : 404,
    }),
  );
  expect(sent).toContain('list/state/listed');
  return [...new Set(findings)];
};

const version = query('api-version', '2026-01-01');
const lost = ['list/state/listed: list-complete: listed'];

test('a list of the same scope as the creation must hold what was made', async () => {
  expect(await findingsWith([version], [version])).toEqual(lost);
  expect(await findingsWith([], [])).toEqual(lost);
});

test('a list of a scope that the creation does not name may lack it', async () => {
  expect(await findingsWith([version], [version, query('place', 'attic')])).toEqual([]);
});
