import { expect, test } from 'vitest';
import { jsonBody } from '../../../testing.ts';
import { parameter, type Asked, type Told } from '../fake/testing.ts';
import { answering, refusals, sequencesAt, text, type Members } from './testing.ts';

/** JSON:API: what a thing has is in its attributes. */
const attributes = { type: 'object', properties: { title: text, body: text } };
const resourceObject = {
  ...{ type: 'object', required: ['type', 'attributes'] },
  properties: { type: { const: 'articles' }, id: text, attributes },
};
const one = { type: 'object', required: ['data'], properties: { data: resourceObject } };
const many = { type: 'object', properties: { data: { type: 'array', items: resourceObject } } };
const shown = { 200: { description: 'It.', ...jsonBody(one) }, ...refusals };
const body = { requestBody: { required: true, ...jsonBody(one) } };
const paths = {
  '/articles': {
    get: {
      operationId: 'list',
      parameters: [{ in: 'query', name: 'filter[title]', schema: text }],
      responses: { 200: { description: 'All.', ...jsonBody(many) } },
    },
    post: {
      operationId: 'create',
      ...body,
      responses: { 201: { description: 'Made.', ...jsonBody(one) }, ...refusals },
    },
  },
  '/articles/{articleId}': {
    parameters: [parameter('articleId')],
    get: { operationId: 'read', responses: shown },
    patch: { operationId: 'change', ...body, responses: shown },
    delete: { operationId: 'remove', responses: { 204: { description: 'Gone.' }, ...refusals } },
  },
};

type Fault =
  | 'none'
  | 'body dropped'
  | 'title cut'
  | 'change lost'
  | 'others cleared'
  | 'unfiltered';

function serverWith(fault: Fault): (asked: Asked) => Told {
  const kept = new Map<string, Members>();
  let count = 0;
  const object = (id: string) => ({ type: 'articles', id, attributes: kept.get(id)! });
  const shownAt = (id: string): Told =>
    kept.has(id) ? { status: 200, body: { data: object(id) } } : 404;
  return answering({
    'GET /articles': ({ query }) => {
      const title = fault === 'unfiltered' ? null : query.get('filter[title]');
      const ids = [...kept.keys()].filter((id) => title === null || kept.get(id)!.title === title);
      return { status: 200, body: { data: ids.map(object) } };
    },
    'POST /articles': ({ body }) => {
      const given = givenIn(body, fault);
      if (!given) return 400;
      count += 1;
      kept.set(String(count), given);
      return { status: 201, body: { data: object(String(count)) } };
    },
    'GET /articles/{articleId}': ({ path: { articleId = '' } }) => shownAt(articleId),
    'PATCH /articles/{articleId}': ({ path: { articleId = '' }, body }) => {
      const given = givenIn(body, fault);
      if (!given) return 400;
      const before = fault === 'others cleared' ? { body: '' } : kept.get(articleId);
      if (before && fault !== 'change lost') kept.set(articleId, { ...before, ...given });
      return shownAt(articleId);
    },
    'DELETE /articles/{articleId}': ({ path: { articleId = '' } }) =>
      kept.delete(articleId) ? 204 : 404,
  });
}

/** The attributes of a body as a server keeps them, if the body is right. */
function givenIn({ data = {} }: Members, fault: Fault): Members | undefined {
  const { type, attributes: given } = data as { type?: string; attributes?: Members };
  if (!given || type !== 'articles' || typeof (given.body ?? '') !== 'string') return undefined;
  const { title, body } = given;
  return {
    ...(title !== undefined && {
      title: fault === 'title cut' ? String(title).slice(0, 6) : title,
    }),
    ...(body !== undefined && fault !== 'body dropped' && { body }),
  };
}

test('a right server has no finding', async () => {
  const { findings, sent } = await sequencesAt(paths, serverWith('none'));
  expect(findings).toEqual([]);
  expect(sent).toEqual(
    expect.arrayContaining([
      ...['read/state/created', 'read/state/changed', 'read/state/changed-all'],
      ...['read/state/unchanged', 'list/state/filtered', 'read/state/deleted'],
    ]),
  );
});

test.each<readonly [Fault, string]>([
  ['body dropped', 'read/state/created: created-shown: value/body'],
  ['title cut', 'read/state/created: created-shown: value/title'],
  ['change lost', 'read/state/changed: change-shown: lost/body'],
  ['others cleared', 'read/state/changed: change-shown: kept/title'],
  ['unfiltered', 'list/state/filtered: filter-kept: title'],
])('a fault is found: %s', async (fault, finding) => {
  expect((await sequencesAt(paths, serverWith(fault))).findings).toContain(finding);
});
