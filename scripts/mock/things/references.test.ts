import { expect, test } from 'vitest';
import { description, jsonBody } from '../../../conformance/testing.ts';
import { clientOf, startStateful } from './testing.ts';

const text = { type: 'string' };
const whole = { type: 'integer' };
const of = (schema: unknown, says = 'It.') => ({ description: says, ...jsonBody(schema) });
const described = (paths: object): object => JSON.parse(description(paths)) as object;
const object = (properties: object, required: string[] = []) => ({
  type: 'object',
  ...{ required, properties },
});
const id = [{ name: 'id', in: 'path', required: true, schema: whole }];
const own = { ...whole, readOnly: true };
const author = object({ id: own, name: text }, ['id', 'name']);
const error = object({ message: text });

type Refusals = { readonly [status: string]: string };
const refusals = (all: Refusals) =>
  Object.fromEntries(Object.entries(all).map(([status, says]) => [status, of(error, says)]));

/** Books of authors, in one spelling, with what operations document. */
function library(name: string, made: Refusals, removed: Refusals, isWrapped = false): object {
  const book = object({ id: own, title: text, [name]: { ...whole, examples: [77] } }, [
    'id',
    'title',
  ]);
  const around = (one: object) => (isWrapped ? object({ book: one }, ['book']) : one);
  return described({
    '/authors': {
      get: { responses: { 200: of({ type: 'array', items: author }) } },
      post: { requestBody: jsonBody(author), responses: { 201: of(author) } },
    },
    '/authors/{id}': {
      parameters: id,
      get: { responses: { 200: of(author), ...refusals({ 404: 'None.' }) } },
      delete: {
        responses: { 204: { description: 'Gone.' }, ...refusals({ 404: 'None.', ...removed }) },
      },
    },
    '/books': {
      get: { responses: { 200: of({ type: 'array', items: book }) } },
      post: {
        requestBody: jsonBody(around(book)),
        responses: { 201: of(around(book)), ...refusals(made) },
      },
    },
    '/books/{id}': {
      parameters: id,
      get: { responses: { 200: of(around(book)), ...refusals({ 404: 'None.' }) } },
      patch: {
        requestBody: jsonBody(around(book)),
        responses: { 200: of(around(book)), ...refusals({ 404: 'No such book.', ...made }) },
      },
      delete: { responses: { 204: { description: 'Gone.' } } },
    },
  });
}

const table: readonly (readonly [name: string, made: Refusals, create: number, change: number])[] =
  [
    ['authorId', { 422: 'The author does not exist.' }, 422, 422],
    ['author_id', { 400: 'Invalid book, or an unknown author.' }, 400, 400],
    ['authorId', { 409: 'A referenced thing was not found.' }, 409, 409],
    // one that speaks of the author goes before a 404
    ['authorId', { 404: 'Not found.', 422: 'The author does not exist.' }, 422, 422],
    // the name alone would not say for sure that it is a reference
    ['authorCode', { 422: 'The author does not exist.' }, 422, 422],
    ['authorCode', { 404: 'Not found.' }, 201, 200],
    // nothing but the author can be missing where a book is made
    ['authorId', { 404: 'Not found.' }, 404, 200],
    // what is documented for something else refuses nothing
    ['authorId', { 422: 'The title is too long.' }, 201, 200],
    ['authorId', {}, 201, 200],
  ];

test.each(table)(
  '%s to nobody, with %j documented: %i and %i',
  async (name, made, create, change) => {
    for (const isWrapped of [false, true]) {
      await using mock = await startStateful(library(name, made, {}, isWrapped));
      const send = clientOf(mock);
      const sent = (value: number) => {
        const book = { title: 'Emma', [name]: value };
        return isWrapped ? { book } : book;
      };
      expect((await send('POST', '/books', sent(4711))).status).toBe(create);
      // what the description shows always does
      expect((await send('POST', '/books', sent(77))).status).toBe(201);
      const { json: jane } = await send('POST', '/authors', { name: 'Jane' });
      const { json } = await send('POST', '/books', sent(jane.id));
      const path = `/books/${(isWrapped ? json.book : json).id}`;
      expect((await send('PATCH', path, sent(4711))).status).toBe(change);
      expect((await send('PATCH', path, sent(jane.id))).status).toBe(200);
    }
  },
);

test('the documented 409 keeps what others refer to, until they are gone', async () => {
  const inUse = { 409: 'The author is still in use.' };
  for (const isWrapped of [false, true]) {
    await using mock = await startStateful(library('authorId', {}, inUse, isWrapped));
    const send = clientOf(mock);
    const { json: jane } = await send('POST', '/authors', { name: 'Jane' });
    const book = { title: 'Emma', authorId: jane.id };
    const { json } = await send('POST', '/books', isWrapped ? { book } : book);
    expect((await send('DELETE', `/authors/${jane.id}`)).status).toBe(409);
    expect((await send('GET', `/authors/${jane.id}`)).json).toEqual(jane);
    await send('DELETE', `/books/${(isWrapped ? json.book : json).id}`);
    expect((await send('DELETE', `/authors/${jane.id}`)).status).toBe(204);
  }
});

test('a 409 for another reason keeps nothing', async () => {
  await using mock = await startStateful(
    library('authorId', {}, { 409: 'Another request changes the author.' }),
  );
  const send = clientOf(mock);
  const { json: jane } = await send('POST', '/authors', { name: 'Jane' });
  await send('POST', '/books', { title: 'Emma', authorId: jane.id });
  expect((await send('DELETE', `/authors/${jane.id}`)).status).toBe(204);
});

test('each reference of a list, and one of JSON:API, is looked for', async () => {
  const told = refusals({ 422: 'A tag or the author does not exist.' });
  const linkage = object({ type: { enum: ['authors'] }, id: text }, ['type', 'id']);
  const relationships = object({ author: object({ data: linkage }) });
  const note = object({ id: own, tagIds: { type: 'array', items: whole } }, ['id']);
  const post = object({ type: text, id: text, relationships }, ['type', 'id']);
  const data = (one: object) => object({ data: one }, ['data']);
  const tags = object({ id: own, name: text }, ['id']);
  await using mock = await startStateful(
    described({
      ...library('authorId', {}, {}),
      '/authors': {
        get: { responses: { 200: of({ type: 'array', items: author }) } },
        post: { requestBody: jsonBody(author), responses: { 201: of(author) } },
      },
      '/authors/{id}': { parameters: id, get: { responses: { 200: of(author) } } },
      '/tags': {
        get: { responses: { 200: of({ type: 'array', items: tags }) } },
        post: { requestBody: jsonBody(tags), responses: { 201: of(tags) } },
      },
      '/tags/{id}': { parameters: id, get: { responses: { 200: of(tags) } } },
      '/notes': { post: { requestBody: jsonBody(note), responses: { 201: of(note), ...told } } },
      '/notes/{id}': { parameters: id, get: { responses: { 200: of(note) } } },
      '/posts': {
        post: {
          requestBody: jsonBody(data({ ...post, required: ['type'] })),
          responses: { 201: of(data(post)), ...told },
        },
      },
      '/posts/{id}': {
        parameters: [{ ...id[0], schema: text }],
        get: { responses: { 200: of(data(post)) } },
      },
    }),
  );
  const send = clientOf(mock);
  const { json: tag } = await send('POST', '/tags', { name: 'New' });
  expect((await send('POST', '/notes', { tagIds: [tag.id] })).status).toBe(201);
  expect((await send('POST', '/notes', { tagIds: [tag.id, 4711] })).status).toBe(422);
  const { json: jane } = await send('POST', '/authors', { name: 'Jane' });
  const linked = (to: string) => ({
    data: { type: 'posts', relationships: { author: { data: { type: 'authors', id: to } } } },
  });
  expect((await send('POST', '/posts', linked(String(jane.id)))).status).toBe(201);
  expect((await send('POST', '/posts', linked('4711'))).status).toBe(422);
});
