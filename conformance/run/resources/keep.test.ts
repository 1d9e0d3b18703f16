import { expect, test } from 'vitest';
import type { KnownValues } from '../../core/instances/plain-request.ts';
import type { Json } from '../../core/json.ts';
import { Keeper } from './keep.ts';
import { sketched, targetOf, type Seen, type Sketched } from './testing.ts';

type Todo = { readonly id: number; readonly title: string; readonly isDone?: boolean };

const todo = {
  type: 'object',
  properties: { id: { type: 'integer' }, title: { type: 'string' }, isDone: { type: 'boolean' } },
};
const todos: Sketched = {
  'GET /todos': { answer: { type: 'array', items: todo } },
  'POST /todos': { body: todo, answer: todo, status: 201 },
  'PATCH /todos': { body: todo },
  'GET /todos/{id}': { answer: todo },
  'PUT /todos/{id}': { body: todo, answer: todo },
};
const two: readonly Todo[] = [
  { id: 1, title: 'Milk' },
  { id: 2, title: 'Tea', isDone: true },
];

type Options = {
  readonly operations?: Sketched;
  readonly values?: ReadonlyMap<string, KnownValues>;
  readonly isReadOnly?: boolean;
  readonly answer?: (seen: Seen) => { readonly status?: number; readonly body?: Json } | undefined;
};

/** A list of todos, and a keeper of those that the run did not make. */
function opened(initial: readonly Todo[], options: Options = {}) {
  const { operations = todos, values = new Map(), isReadOnly = false } = options;
  let held = [...initial];
  const target = targetOf(sketched(operations), (seen) => {
    const own = options.answer?.(seen);
    if (own) return own;
    const { method, path, body } = seen;
    const [, , id] = path.split('/');
    if (method === 'POST') {
      const made = { ...(body as object), id: held.length + 1 } as Todo;
      held.push(made);
      return { status: 201, body: made };
    }
    if (method === 'PATCH') held = held.map((one) => ({ ...one, ...(body as object) }));
    if (method === 'PUT') held = held.map((one) => (String(one.id) === id ? (body as Todo) : one));
    return { body: id ? (held.find((one) => String(one.id) === id) ?? null) : held };
  });
  const keeper = new Keeper({ ...target, values, isReadOnly });
  return { ...target, keeper, held: () => held };
}

test('what a collection holds of others is written back after it was written as a whole', async () => {
  const { keeper, ask, about, held, seen } = opened(two);
  await ask(about('POST /todos', { '$request.body': { title: 'Ours' } }));
  const write = about('PATCH /todos', { '$request.body': { title: 'x', isDone: false } });
  expect(await keeper.before(write)).toBeUndefined();
  await ask(write);
  await keeper.restore();
  expect(held()).toEqual([...two, { id: 3, title: 'x', isDone: false }]);
  expect(keeper.notes).toEqual([]);
  expect(seen.filter((one) => one.startsWith('PUT'))).toEqual([
    `PUT /todos/2 ${JSON.stringify(two[1])}`,
    `PUT /todos/1 ${JSON.stringify(two[0])}`,
  ]);
});

test('a write to what nothing shows is told once, if it was taken', async () => {
  const contract = sketched({
    'GET /kinds': { answer: { type: 'array', items: kind } },
    'PUT /kinds/{id}/parts/{part}': { body: settings },
    'GET /kinds/{id}/parts': { answer: { type: 'array', items: kind } },
  });
  for (const status of [200, 403]) {
    const target = targetOf(contract, ({ method }) =>
      method === 'PUT' ? { status } : { status: 200, body: [{ id: 'release', part: 'a' }] },
    );
    const keeper = new Keeper({ ...target, values: new Map(), isReadOnly: false });
    const places = { '$request.path.id': 'release' };
    await target.ask(target.about('GET /kinds/{id}/parts', places));
    const write = target.about('PUT /kinds/{id}/parts/{part}', {
      ...places,
      '$request.path.part': 'a',
    });
    target.hide();
    await keeper.before(write);
    for (let time = 0; time < 2; time += 1) {
      const answered = await target.ask(write);
      keeper.wrote(answered!.exchange);
    }
    expect(keeper.notes).toEqual(
      status === 200
        ? [
            'PUT /kinds/{id}/parts/{part} wrote to /kinds/release/parts/a, which this run did not make, and no documented operation shows what it was before',
          ]
        : [],
    );
  }
});

test('a success of a change to what no list shows is not told', async () => {
  const contract = sketched({ 'PUT /kinds/{id}': { body: settings } });
  const target = targetOf(contract, () => ({ status: 200 }));
  const keeper = new Keeper({ ...target, values: new Map(), isReadOnly: false });
  const write = target.about('PUT /kinds/{id}', { '$request.path.id': 'made-up' });
  for (let time = 0; time < 2; time += 1) {
    await keeper.before(write);
    keeper.wrote((await target.ask(write))!.exchange);
  }
  expect(keeper.notes).toEqual([]);
});

test('a thing of the run is its own at another path, too', async () => {
  const contract = sketched({
    'POST /kinds': { body: kind, answer: kind, status: 201 },
    'GET /kinds/{id}': { answer: kind },
    'GET /archive': { answer: { type: 'array', items: kind } },
    'PUT /archive/{id}': { body: settings },
  });
  const target = targetOf(contract, ({ method, path }) =>
    method === 'POST'
      ? { status: 201, body: { id: 'mine' } }
      : { body: path === '/archive' ? [{ id: 'mine' }, { id: 'theirs' }] : { id: 'mine' } },
  );
  const keeper = new Keeper({ ...target, values: new Map(), isReadOnly: false });
  await target.ask(target.about('POST /kinds'));
  await target.ask(target.about('GET /archive'));
  for (const [id, reads] of [
    ['mine', 1],
    ['theirs', 2],
  ] as const) {
    await keeper.before(target.about('PUT /archive/{id}', { '$request.path.id': id }));
    expect(target.seen.filter((one) => one === 'GET /archive')).toHaveLength(reads);
  }
});

test('null is written back, too, where nothing else helps', async () => {
  const file = { type: 'object', properties: { id: { type: 'string' }, tags: { type: 'string' } } };
  const held: { id: string; tags: string | null } = { id: 'a', tags: null };
  const files: Sketched = {
    'GET /files': { answer: { type: 'array', items: file } },
    'GET /files/{id}': { answer: file },
    'PATCH /files/{id}': { body: file },
  };
  const target = targetOf(sketched(files), ({ method, path, body }) => {
    if (method === 'PATCH') Object.assign(held, body);
    return { body: path === '/files' ? [held] : held };
  });
  const keeper = new Keeper({ ...target, values: new Map(), isReadOnly: false });
  await target.ask(target.about('GET /files'));
  const write = target.about('PATCH /files/{id}', {
    '$request.path.id': 'a',
    '$request.body': { tags: 'x' },
  });
  await keeper.before(write);
  await target.ask(write);
  await keeper.restore();
  expect(held).toEqual({ id: 'a', tags: null });
  expect(keeper.notes).toEqual([]);
});

test('what was not changed is not written back', async () => {
  const { keeper, about, seen } = opened(two);
  await keeper.before(about('PATCH /todos'));
  await keeper.before(about('PATCH /todos'));
  await keeper.restore();
  expect(seen.filter((one) => !one.startsWith('GET'))).toEqual([]);
  expect(seen.filter((one) => one === 'GET /todos')).toHaveLength(1);
});

const { 'PUT /todos/{id}': _, ...withoutWriter } = todos;
const { 'GET /todos': _list, ...withoutList } = todos;
const limited: Sketched = {
  ...todos,
  'GET /todos': {
    ...todos['GET /todos'],
    parameters: [{ name: 'limit', in: 'query', schema: { type: 'integer', maximum: 2 } }],
  },
};
const many = Array.from({ length: 51 }, (_none, index) => ({ id: index + 1, title: 'a' }));

test.each<[why: string, initial: readonly Todo[], options: Options, reason: RegExp | undefined]>([
  [
    'nothing writes one back',
    two,
    { operations: withoutWriter },
    /^it writes to each thing of \/todos, and this run changes only what it can write back: 2 things of others are there, and no documented operation/,
  ],
  ['the list may have more', two, { operations: limited }, /GET \/todos shows only some of them/],
  [
    'the list is refused',
    two,
    { answer: () => ({ status: 403 }) },
    /GET \/todos does not show them/,
  ],
  ['they are many', many, {}, /there are 51 things of others/],
  [
    'nothing may be written back',
    two,
    { isReadOnly: true },
    /2 things of others are there, and --safe writes nothing back/,
  ],
  ['there are none', [], { isReadOnly: true }, undefined],
  ['nothing lists them', two, { operations: withoutList }, /no documented operation lists them/],
  [
    'the user selects things',
    two,
    {
      operations: withoutWriter,
      values: new Map([['PATCH /todos', new Map([['$request.query.where', 'id=9']])]]),
    },
    undefined,
  ],
])('a whole collection is written or not: %s', async (_why, initial, options, reason) => {
  const { keeper, about } = opened(initial, options);
  const withheld = await keeper.before(about('PATCH /todos'));
  if (reason === undefined) expect(withheld).toBeUndefined();
  else expect(withheld).toMatch(reason);
});

const settings = { type: 'object', properties: { theme: { type: 'string' } } };
const kind = {
  type: 'object',
  properties: { id: { type: 'string' }, days: { type: 'integer' }, uses: { type: 'integer' } },
};
const others: Sketched = {
  'GET /settings': { answer: settings },
  'PUT /settings': { body: settings },
  'GET /kinds': { answer: { type: 'array', items: kind } },
  'PUT /kinds/{id}/days': {
    body: { type: 'object', required: ['days'], properties: { days: { type: 'integer' } } },
  },
  'POST /kinds/{id}/off': {},
  'POST /kinds/{id}/star': {},
  'DELETE /kinds/{id}/star': {},
};

/** A server with settings and kinds that others made; whether it takes what is written back. */
function withOthers({ takes = true, hasOpposite = false, hasMark = false } = {}) {
  const held = { theme: 'dark', days: 40, uses: 1, isOn: true, hasMark };
  const all = { ...others, ...(hasOpposite && { 'POST /kinds/{id}/on': {} }) };
  const target = targetOf(sketched(all), ({ method, path, body }) => {
    held.uses += 1;
    const isBack = ['dark', 40].includes(Object.values(body ?? {})[0] as string);
    if (method === 'PUT' && (takes || !isBack)) Object.assign(held, body);
    if (path.endsWith('/star')) held.hasMark = method === 'POST';
    else if (method === 'POST') held.isOn = path.endsWith('/on');
    const { theme, ...one } = held;
    return { body: path === '/settings' ? { theme } : [{ id: 'release', ...one }] };
  });
  return {
    ...target,
    held,
    keeper: new Keeper({ ...target, values: new Map(), isReadOnly: false }),
  };
}

test.each([
  ['settings', 'PUT /settings', { '$request.body': { theme: 'light' } }],
  [
    'a found thing',
    'PUT /kinds/{id}/days',
    { '$request.path.id': 'release', '$request.body': { days: 7 } },
  ],
])('%s: written back, and told where that fails', async (_what, id, values) => {
  for (const takes of [true, false]) {
    const { keeper, ask, about, held } = withOthers({ takes });
    await ask(about('GET /kinds'));
    const write = about(id, values);
    expect(await keeper.before(write)).toBeUndefined();
    await ask(write);
    await keeper.restore();
    expect(held.theme === 'dark' && held.days === 40).toBe(takes);
    expect(keeper.notes).toHaveLength(takes ? 0 : 1);
    if (!takes)
      expect(keeper.notes[0]).toMatch(/, which this run did not make, has changed after PUT /);
  }
});

test.each([
  [false, 1],
  [true, 0],
])('a switch that has an opposite, %s, is switched back, or told', async (hasOpposite, count) => {
  const { keeper, ask, about, held } = withOthers({ hasOpposite });
  await ask(about('GET /kinds'));
  const write = about('POST /kinds/{id}/off', { '$request.path.id': 'release' });
  await keeper.before(write);
  await ask(write);
  await keeper.restore();
  expect(held.isOn).toBe(hasOpposite);
  expect(keeper.notes).toEqual(
    [
      '/kinds/release, which this run did not make, has changed after POST /kinds/{id}/off at isOn; no documented operation writes it back',
    ].slice(0, count),
  );
});

test.each([true, false])(
  'a mark on a thing of others is as before: it had one, %s',
  async (had) => {
    const { keeper, ask, about, held, things } = withOthers({ hasMark: had });
    await ask(about('GET /kinds'));
    for (const id of ['POST /kinds/{id}/star', 'DELETE /kinds/{id}/star']) {
      const mark = about(id, { '$request.path.id': 'release' });
      await keeper.before(mark);
      await ask(mark);
      await keeper.restore();
      expect(held.hasMark).toBe(had);
      expect(things.made).toEqual([]);
    }
  },
);
