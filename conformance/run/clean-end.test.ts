import type { RequestListener } from 'node:http';
import { expect, test } from 'vitest';
import { contractOf, description, jsonBody, listen } from '../testing.ts';
import type { RunOptions } from './options.ts';
import type { HookRequest } from './hooks.ts';
import { caseOf } from './resources/fake/testing.ts';
import { run } from './run.ts';
import { TargetSession } from './session.ts';

const thing = {
  type: 'object',
  required: ['id', 'name'],
  properties: { id: { type: 'string' }, name: { type: 'string' } },
};
const name = { type: 'object', required: ['name'], properties: { name: { type: 'string' } } };
const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } };
const missing = { 404: { description: 'No such thing.' } };
const things = contractOf(
  description({
    '/things': {
      post: {
        operationId: 'createThing',
        requestBody: { required: true, ...jsonBody(name) },
        responses: { 201: { description: '', ...jsonBody(thing) }, 400: { description: '' } },
      },
    },
    '/things/{id}': {
      parameters: [id],
      get: {
        operationId: 'getThing',
        responses: { 200: { description: '', ...jsonBody(thing) }, ...missing },
      },
      delete: { operationId: 'deleteThing', responses: { 204: { description: '' }, ...missing } },
    },
  }),
);

/** A server that keeps things, and calls `onRead` at each read of one; it is away while `isAway` says so. */
async function keeping(onRead: () => void, isAway: () => boolean = () => false) {
  const kept = new Map<string, { id: string; name: string }>();
  const seen: string[] = [];
  const fields: { method: string; hook: unknown }[] = [];
  let made = 0;
  function make(body: string): Answer {
    const given = nameIn(body);
    if (given === undefined) return { status: 400 };
    made += 1;
    kept.set(`t${made}`, { id: `t${made}`, name: given });
    return { status: 201, value: kept.get(`t${made}`) };
  }
  function answerAbout(known: string, method: string): Answer {
    const value = kept.get(known);
    if (method === 'GET') onRead();
    if (!value) return { status: 404 };
    if (method === 'DELETE') kept.delete(known);
    return method === 'DELETE' ? { status: 204 } : { status: method === 'GET' ? 200 : 405, value };
  }
  const listener: RequestListener = async (request, response) => {
    const { method = '', url = '' } = request;
    // a proxy before it takes the connection
    seen.push(`${method} ${url}`);
    fields.push({ method, hook: request.headers['x-hook'] });
    if (isAway()) return void request.socket.destroy();
    const body = Buffer.concat((await request.toArray()) as Buffer[]).toString();
    const known = /^\/things\/([^/?]+)$/.exec(url)?.[1];
    const made = () => (method === 'POST' ? make(body) : { status: 405 });
    const { status, value }: Answer = known === undefined ? made() : answerAbout(known, method);
    if (value === undefined) return void response.writeHead(status).end();
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
  };
  return { ...(await listen(listener)), kept, seen, fields, made: () => made };
}

type Answer = { readonly status: number; readonly value?: unknown };

function nameIn(body: string): string | undefined {
  try {
    const { name: given } = JSON.parse(body) as { name?: unknown };
    return typeof given === 'string' ? given : undefined;
  } catch {
    return undefined;
  }
}

const judge = (target: string, options: Partial<RunOptions>) =>
  run([{ contract: things, target, credentials: new Map(), values: new Map() }], {
    timeout: 60_000,
    operations: [],
    settling: 0,
    ...options,
  });

test('what a run made is deleted, also after the user ended it', async () => {
  const interrupted = new AbortController();
  await using server = await keeping(() => interrupted.abort());
  const deleting: unknown[] = [];
  const report = await judge(server.url, {
    signal: interrupted.signal,
    progress: { deleting: (at) => deleting.push(at) },
  });
  expect(report.apis[0]!.error).toBe('the run was interrupted');
  expect(server.made()).toBeGreaterThan(0);
  expect(deleting).toEqual([{ target: server.url, things: expect.any(Number) }]);
  expect([...server.kept.keys()]).toEqual([]);
});

test('requests that delete go through the hook, too, also where it takes its time', async () => {
  const interrupted = new AbortController();
  const deleted: unknown[] = [];
  await using server = await keeping(() => interrupted.abort());
  const request = async ({ method, headers }: HookRequest) => {
    await new Promise(setImmediate);
    if (method === 'DELETE') deleted.push(method);
    return { headers: [...headers, ['X-Hook', 'yes'] as const] };
  };
  await run(
    [
      {
        ...{ contract: things, target: server.url, credentials: new Map(), values: new Map() },
        hooks: { file: 'hooks.ts', hooks: { request } },
      },
    ],
    { timeout: 60_000, operations: [], settling: 0, signal: interrupted.signal },
  );
  expect([...server.kept.keys()]).toEqual([]);
  expect(deleted.length).toBeGreaterThan(0);
  const ofDeletions = server.fields.filter(({ method }) => method === 'DELETE');
  expect(new Set(ofDeletions.map(({ hook }) => hook))).toEqual(new Set(['yes']));
});

test('also where its time is over', async () => {
  let isRead = false;
  await using server = await keeping(() => {
    isRead = true;
  });
  const deadline = { milliseconds: 60_000, written: '1m' };
  // the time is over when the first thing is read
  const now = performance.now.bind(performance);
  performance.now = () => now() + (isRead ? 60_000 : 0);
  try {
    const report = await judge(server.url, { time: deadline });
    expect(report.apis[0]!.error).toMatch(/^the time of 1m was over/);
  } finally {
    performance.now = now;
  }
  expect(server.made()).toBeGreaterThan(0);
  expect([...server.kept.keys()]).toEqual([]);
});

/** Judges a server that goes away at the read of so many things, and comes back with or without what it kept. */
async function judgeAway(nth: number, loses: boolean) {
  let reads = 0;
  let away = 0;
  await using server = await keeping(
    () => {
      reads += 1;
      if (reads !== nth) return;
      away = 3;
      if (loses) server.kept.clear();
    },
    () => away > 0,
  );
  const { findings, apis } = await judge(server.url, {
    retries: 2,
    pause: async () => (away -= 1),
  });
  expect({ error: apis[0]!.error, away, isDown: reads >= nth }).toEqual({
    ...{ error: undefined, away: 0, isDown: true },
  });
  expect([...server.kept.keys()]).toEqual([]);
  return {
    ids: findings.map(({ id }) => id).toSorted(),
    notes: (apis[0]!.notes ?? []).map((note) => note.replace(/when \S+ was/, 'when it was')),
  };
}

test('a server that is away for a while is not accused of it, and what the run made is deleted', async () => {
  const { ids } = await judgeAway(2, false);
  expect(await judgeAway(2, false)).toEqual({
    ids,
    notes: ['the target was down when it was sent, and came back'],
  });
  expect(ids.filter((id) => /within-time|shown|gone/.test(id))).toEqual([]);
});

// the first ones read for cases, the later ones in the sequence
test.each([1, 2, 5, 7, 8, 9])(
  'nor of things that it lost then, where it keeps all in its memory: read %i',
  async (nth) => {
    const { ids } = await judgeAway(nth, false);
    const lost = await judgeAway(nth, true);
    expect(lost.ids).toEqual(ids);
    expect(lost.notes).toEqual([
      expect.stringMatching(
        /^the target was down when it was sent, and came back without \d+ things? that the run had made$/,
      ),
    ]);
  },
);

test.each([
  ['is deleted where it is back at the end', true, []],
  [
    'is told where it is not',
    false,
    [{ place: '/things/t1', reason: 'the target did not answer any more' }],
  ],
])('what a run made at a server that was lost %s', async (_, isBack, left) => {
  let isAway = false;
  await using server = await keeping(
    () => undefined,
    () => isAway,
  );
  await using session = new TargetSession(
    { contract: things, target: server.url, credentials: new Map(), values: new Map() },
    [],
    { timeout: 60_000, retries: 2, pause: async () => undefined },
  );
  const { model, provider } = session.resources!;
  const made = await provider.thing([...model.resources.values()][0]!);
  expect(made?.values.get('id')).toBe('t1');
  isAway = true;
  await session.send(caseOf(things.operations.find(({ id: own }) => own === 'getThing')!));
  expect(session.fatal).toMatch(/can't be reached: the connection was cut/);
  isAway = !isBack;
  expect(await session.end({})).toEqual(left);
  expect([...server.kept.keys()]).toEqual(isBack ? [] : ['t1']);
});

test('one step of a sequence is judged alone, after those that it rests on, and none is sent after it', async () => {
  await using server = await keeping(() => undefined);
  const { results, findings, apis } = await judge(server.url, {
    operations: ['deleteThing'],
    plan: { ids: ['deleteThing/state/delete-again'] },
  });
  expect(results.map(({ id, verdict }) => [id, verdict.kind])).toEqual([
    ['deleteThing/state/delete-again', 'pass'],
  ]);
  // its 404 is no sign that the API is elsewhere
  expect({ findings, error: apis[0]!.error }).toEqual({ findings: [], error: undefined });
  expect(server.seen.slice(-8)).toEqual([
    ...['DELETE /things/t4', 'GET /things/t4', 'GET /things/t3', 'DELETE /things/t4'],
    // the clean-up
    ...['DELETE /things/t5', 'DELETE /things/t3', 'DELETE /things/t2', 'DELETE /things/t1'],
  ]);
  expect(server.kept.size).toBe(0);
  expect(apis[0]!.notes).toEqual([
    expect.stringMatching(
      /^\d+ requests were sent before deleteThing\/state\/delete-again, which rests on what came before, and are not judged$/,
    ),
  ]);
});
