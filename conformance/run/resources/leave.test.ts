import { expect, test } from 'vitest';
import type { Json } from '../../core/json.ts';
import { leave } from './leave.ts';
import { openResources } from './open.ts';
import { sketched, targetOf, type Seen, type Sketched } from './testing.ts';

type Item = { readonly [member: string]: Json };
/** By path of a collection: what it holds. */
type Held = { [collection: string]: Item[] };

const run = 'h31jn';

type Options = {
  /** The member that a path ends with, by collection; `id` by default. */
  readonly keys?: { readonly [collection: string]: string };
  /** What a request does beside what its method says. */
  readonly also?: (seen: Seen, held: Held) => void;
  /** The paths of creations whose answer shows nothing. */
  readonly silent?: RegExp;
};

/** A server with collections, and what a run knows of it. */
function opened(operations: Sketched, initial: Held, options: Options = {}) {
  const held = structuredClone(initial);
  const contract = sketched(operations);
  const target = targetOf(contract, (seen) => {
    const { method, path, body } = seen;
    options.also?.(seen, held);
    const collection = Object.keys(held).find((one) => `${path}/`.startsWith(`${one}/`)) ?? '';
    const rest = path
      .slice(collection.length + 1)
      .split('/')
      .filter(Boolean);
    const items = held[collection] ?? [];
    const key = options.keys?.[collection] ?? 'id';
    if (method === 'POST' && rest.length === 0) {
      const made = { id: 100 + items.length, ...(body as object) };
      items.push(made);
      return { status: 201, body: options.silent?.test(path) ? null : made };
    }
    if (rest.length === 0) return { body: items };
    const found = items.filter((one) => String(one[key]) === rest.at(-1));
    if (method === 'DELETE') held[collection] = items.filter((one) => !found.includes(one));
    return found[0] ? { body: found[0] } : undefined;
  });
  const resources = openResources({
    ...{ contract, values: new Map(), run },
    ask: async (testCase) => {
      const answered = await target.ask(testCase);
      if (answered) resources.things.learn(answered.exchange);
      return answered && { ...answered, made: resources.things.madeBy(answered.exchange) };
    },
  });
  const ask: typeof target.ask = async (testCase) => {
    await resources.before(testCase);
    const answered = await target.ask(testCase);
    if (answered) resources.things.learn(answered.exchange);
    return answered;
  };
  return {
    ...{ ...target, held, ask },
    end: (keep = false) => leave(resources, { keep, ask, ended: () => undefined }),
  };
}

const text = { type: 'string' };
const named = { type: 'object', properties: { name: text, id: { type: 'integer' } } };
const users: Sketched = {
  'GET /users': { answer: { type: 'array', items: named } },
  'POST /users': { body: named, answer: named, status: 201 },
  'DELETE /users/{id}': {},
  'POST /sign-up': { body: named, answer: named },
};
const theirs = { id: 1, name: 'theirs' };
/** A sign-up makes a user, and its answer does not say so. */
const signingUp = ({ path, body }: Seen, held: Held) => {
  if (path === '/sign-up') held['/users']!.push({ id: 55, ...(body as object) });
};

test('what a request made beside its answer is deleted, by the name that it gave', async () => {
  const { ask, about, held, end } = opened(
    users,
    { '/users': [theirs], '/sign-up': [] },
    { also: signingUp },
  );
  await ask(about('POST /sign-up', { '$request.body': { name: 'hunter' } }));
  expect(held['/users']).toHaveLength(2);
  expect((await end()).leftBehind).toEqual([]);
  expect(held['/users']).toEqual([theirs]);
});

test('what is kept is told with its place, without what is gone', async () => {
  const { ask, about, held, end } = opened(users, { '/users': [theirs] });
  for (const name of ['first', 'second', 'third'])
    await ask(about('POST /users', { '$request.body': { name } }));
  await ask(about('DELETE /users/{id}', { '$request.path.id': 102 }));
  const reason = 'the run made it, and --keep leaves it';
  expect((await end(true)).leftBehind).toEqual([
    { place: '/users/101', reason },
    { place: '/users/103', reason },
  ]);
  expect(held['/users']).toHaveLength(3);
});

test('what others make at the same time stays, and is told', async () => {
  const { ask, about, held, end } = opened(users, { '/users': [theirs], '/sign-up': [] });
  await ask(about('POST /sign-up', { '$request.body': { name: 'hunter' } }));
  held['/users']!.push({ id: 2, name: 'newcomer' });
  expect(await end()).toEqual({
    leftBehind: [],
    notes: [
      'new in GET /users since the run began, and nothing shows whether it made them: /users/2',
    ],
  });
  expect(held['/users']).toEqual([theirs, { id: 2, name: 'newcomer' }]);
});

test('what was there under the same name stays', async () => {
  const before = { id: 3, name: 'hunter' };
  const { ask, about, held, end } = opened(users, { '/users': [before], '/sign-up': [] });
  await ask(about('POST /sign-up', { '$request.body': { name: 'hunter' } }));
  expect((await end()).leftBehind).toEqual([]);
  expect(held['/users']).toEqual([before]);
});

test('a name that a list showed before the run gave it is that of others', async () => {
  const { ask, about, held, end } = opened(users, { '/users': [], '/sign-up': [] });
  await ask(about('POST /sign-up', { '$request.body': { name: 'first' } }));
  held['/users']!.push({ id: 4, name: 'newcomer' });
  await ask(about('GET /users'));
  await ask(about('POST /sign-up', { '$request.body': { name: 'newcomer' } }));
  expect((await end()).leftBehind).toEqual([]);
  expect(held['/users']).toHaveLength(1);
});

test.each([
  [`user-${run}pab12`, true],
  [`user-${run}`, true],
  [`user${run}12`, false],
  ['user-h31jm12', false],
])('a thing called %s is one of this run: %s', async (name, isOurs) => {
  const { ask, about, held, end } = opened(users, { '/users': [], '/sign-up': [] });
  await ask(about('POST /sign-up'));
  held['/users']!.push({ id: 5, name });
  expect((await end()).leftBehind).toEqual([]);
  expect(held['/users']).toHaveLength(isOurs ? 0 : 1);
});

const tag = { type: 'object', properties: { type: text, value: text } };
const tags: Sketched = {
  'GET /tags': { answer: { type: 'array', items: tag } },
  'POST /tags': { body: tag, answer: tag, status: 201 },
  'GET /tags/{type}': { answer: { type: 'array', items: tag } },
  'DELETE /tags/{type}/{value}': {},
};

test('a deletion below the path of a thing takes the rest from its members', async () => {
  const { ask, about, seen, end } = opened(tags, { '/tags': [] }, { keys: { '/tags': 'value' } });
  await ask(about('POST /tags', { '$request.body': { type: 'simple', value: 'new' } }));
  expect((await end()).leftBehind).toEqual([]);
  expect(seen).toContain('DELETE /tags/simple/new');
});

test('a deletion is not sent for a value of the plan', async () => {
  const { ask, about, seen, end } = opened(tags, { '/tags': [] });
  await ask(about('POST /tags', { '$request.body': { type: 'simple' } }));
  expect((await end()).leftBehind).toEqual([
    { place: '/tags/simple', reason: 'no answer shows its identifier' },
  ]);
  expect(seen.filter((one) => one.startsWith('DELETE'))).toEqual([]);
});

const notes: Sketched = {
  'GET /notes': { answer: { type: 'array', items: named } },
  'POST /notes': { body: named, status: 201 },
  'DELETE /notes/{id}': {},
};
const alike = { id: 7, name: 'note' };

test.each([
  ['others that were there stay', false, [alike]],
  // one of the two may be of others, and nothing tells which
  ['of two that are new, both stay', true, [alike, { id: 101, name: 'note' }]],
])('a thing whose answer shows nothing: %s', async (_why, isWith, left) => {
  const also = ({ method }: Seen, all: Held) => {
    if (isWith && method === 'POST') all['/notes']!.push(alike);
  };
  const initial = { '/notes': isWith ? [] : [alike] };
  const { ask, about, held, end } = opened(notes, initial, { silent: /notes/, also });
  await ask(about('GET /notes'));
  await ask(about('POST /notes', { '$request.body': { name: 'note' } }));
  await end();
  expect(held['/notes']).toEqual(left);
});

const links: Sketched = {
  'GET /notes': { answer: { type: 'array', items: named } },
  'POST /notes': { body: named, answer: named, status: 201 },
  'DELETE /notes/{id}': { status: 409 },
  'GET /notes/{id}/links': { answer: { type: 'array', items: named } },
  'POST /notes/{id}/links': { body: named, status: 201 },
  'DELETE /notes/{id}/links/{link}': {},
};

test.each([
  [true, 0],
  [false, 2],
])(
  'what is below a thing of the run, %s, is of the run, whatever it is like',
  async (isOwn, left) => {
    const initial = {
      '/notes/100/links': [],
      '/notes': isOwn ? [] : [{ id: 100, name: 'theirs' }],
    };
    const { ask, about, held, end } = opened(links, initial, { silent: /links/ });
    if (isOwn) await ask(about('POST /notes'));
    for (let time = 0; time < 2; time += 1)
      await ask(
        about('POST /notes/{id}/links', {
          '$request.path.id': '100',
          '$request.body': { name: 'link' },
        }),
      );
    await end();
    expect(held['/notes/100/links']).toHaveLength(left);
  },
);
