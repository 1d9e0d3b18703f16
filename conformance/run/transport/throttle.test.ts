import { expect, test } from 'vitest';
import type { WireRequest } from '../../core/http/messages.ts';
import type { Outcome } from './outcome.ts';
import { retryAfter, throttled, type ThrottleOptions } from './throttle.ts';
import type { Sender } from './send.ts';

const reply = (status: number, headers: { readonly [name: string]: string } = {}): Outcome => ({
  kind: 'reply',
  reply: { status, headers: new Map(Object.entries(headers)), body: new Uint8Array() },
});
const refused: Outcome = { kind: 'unreachable', reason: 'the connection was refused' };
const interrupted: Outcome = {
  kind: 'unreachable',
  reason: 'the run was interrupted',
  isInterrupted: true,
};
const cut: Outcome = { kind: 'silence', cause: 'cut', reason: 'the connection was cut' };

/** Sends through a sender that returns these outcomes in turn, and the last one from then on. */
async function transport(outcomes: readonly Outcome[], options: ThrottleOptions = {}) {
  let sent = 0;
  const waits: number[] = [];
  const sender: Sender = {
    send: async () => outcomes[Math.min(sent++, outcomes.length - 1)]!,
    close: async () => undefined,
  };
  const made: WireRequest[] = [];
  const send = throttled(sender, {
    ...options,
    pause: async () => undefined,
    onWait: (milliseconds) => waits.push(milliseconds),
  });
  const make = () => {
    const request: WireRequest = { method: 'GET', path: `/${made.length}`, headers: [] };
    made.push(request);
    return request;
  };
  const { outcome, gaveUpReason, sent: last } = await send(make);
  return { outcome, gaveUpReason, sent, waits, last: last.path };
}

const deliveries: readonly {
  outcomes: readonly Outcome[];
  retries?: number;
  sent: number;
  ends: Outcome;
  why: string;
}[] = [
  { outcomes: [reply(200)], sent: 1, ends: reply(200), why: 'a response ends it' },
  {
    outcomes: [reply(500), reply(200)],
    retries: 3,
    sent: 1,
    ends: reply(500),
    why: 'a failed request is not repeated',
  },
  {
    outcomes: [cut, reply(200)],
    retries: 3,
    sent: 1,
    ends: cut,
    why: 'nor a request without a response, which may have taken effect',
  },
  {
    outcomes: [refused, refused, reply(200)],
    retries: 2,
    sent: 3,
    ends: reply(200),
    why: 'a refused connection is retried',
  },
  { outcomes: [refused], retries: 1, sent: 2, ends: refused, why: 'as often as retries says' },
  { outcomes: [refused, reply(200)], sent: 1, ends: refused, why: 'by default, never' },
  {
    outcomes: [interrupted, reply(200)],
    retries: 2,
    sent: 1,
    ends: interrupted,
    why: 'an interrupted run ends',
  },
  {
    outcomes: [reply(429), reply(200)],
    sent: 1,
    ends: reply(429),
    why: 'without Retry-After there is no wait',
  },
  {
    outcomes: [reply(200, { 'retry-after': '0' }), reply(500)],
    sent: 1,
    ends: reply(200, { 'retry-after': '0' }),
    why: 'a success is not repeated',
  },
  {
    outcomes: [reply(429, { 'retry-after': '0' }), reply(503, { 'retry-after': '0' }), reply(200)],
    sent: 3,
    ends: reply(200),
    why: '429 and 503 with Retry-After are repeated',
  },
];
for (const { outcomes, retries, sent, ends, why } of deliveries) {
  test(why, async () =>
    expect(await transport(outcomes, { retries })).toMatchObject({
      sent,
      outcome: ends,
      gaveUpReason: undefined,
    }),
  );
}

test('each try makes the request anew, because signatures contain the time', async () => {
  expect(await transport([refused, reply(200)], { retries: 1 })).toMatchObject({ last: '/1' });
});

test('a target that asks for a longer wait than allowed is given up at once', async () => {
  const { sent, gaveUpReason, waits } = await transport([reply(429, { 'retry-after': '3600' })]);
  expect({ sent, gaveUpReason, waits }).toEqual({
    sent: 1,
    gaveUpReason: 'asks to wait 3600 s, which is longer than this run waits',
    waits: [],
  });
});

test('a target that asks to wait again and again is given up', async () => {
  const { sent, gaveUpReason, waits } = await transport([reply(429, { 'retry-after': '0' })]);
  expect({ sent, gaveUpReason, waits }).toEqual({
    sent: 4,
    gaveUpReason: 'asked 4 times in a row to wait 0 s; --rate sends requests more slowly',
    waits: [0, 0, 0],
  });
});

test('a target that stays unavailable is judged by its 503', async () => {
  const { sent, gaveUpReason, outcome } = await transport([reply(503, { 'retry-after': '0' })]);
  expect({ sent, gaveUpReason, outcome }).toMatchObject({
    sent: 4,
    gaveUpReason: undefined,
    outcome: { reply: { status: 503 } },
  });
});

/** Sends one request for each owner, through a sender that returns these outcomes in turn. */
async function sendFor(owners: readonly (string | undefined)[], outcomes: readonly Outcome[]) {
  let sent = 0;
  const waits: number[] = [];
  const send = throttled(
    { send: async () => outcomes[Math.min(sent++, outcomes.length - 1)]! },
    { onWait: (milliseconds) => waits.push(milliseconds) },
  );
  const deliveries = [];
  const request: WireRequest = { method: 'GET', path: '/', headers: [] };
  for (const owner of owners)
    deliveries.push(
      await send(() => request, owner === undefined ? undefined : { id: owner, leaves: true }),
    );
  const statuses = deliveries.map(({ outcome, asked }) =>
    asked ? `asked ${asked.milliseconds}` : outcome.kind === 'reply' && outcome.reply.status,
  );
  return { sent, waits, statuses };
}
const busy = reply(429, { 'retry-after': '0' });
const ok = reply(200);

test('a wait is left to the owner of the request, and others go on', async () => {
  expect(await sendFor(['a', 'b', 'a'], [busy, ok])).toEqual({
    sent: 3,
    waits: [],
    statuses: ['asked 0', 200, 200],
  });
  expect(await sendFor(['a', 'a'], [busy])).toMatchObject({ statuses: ['asked 0', 'asked 0'] });
});

test('where one owner after another is asked to wait, all wait from then on', async () => {
  expect(await sendFor(['a', 'b', 'b', 'a'], [busy, busy, ok, ok, busy, ok])).toEqual({
    sent: 6,
    waits: [0, 0],
    statuses: ['asked 0', 200, 200, 200],
  });
});

test('a request that can not be put aside waits, and is given up for itself or for all', async () => {
  const send = throttled({ send: async () => busy }, {});
  const request: WireRequest = { method: 'GET', path: '/', headers: [] };
  const gaveUp = async (id: string) => {
    const { gaveUpReason, isShared } = await send(() => request, { id, leaves: false });
    return [gaveUpReason?.replace(/;.*/, ''), isShared];
  };
  expect(await gaveUp('a')).toEqual(['asked 4 times in a row to wait 0 s', false]);
  expect(await gaveUp('b')).toEqual(['asked 4 times in a row to wait 0 s', true]);
});

test('a 503 is the state of the whole target', async () => {
  expect(await sendFor(['a'], [reply(503, { 'retry-after': '0' }), ok])).toEqual({
    sent: 2,
    waits: [0],
    statuses: [200],
  });
});

const down: Outcome = { ...refused, wasCut: true };
const endings: readonly {
  why: string;
  outcomes: readonly Outcome[];
  sent: number;
  ends: object;
}[] = [
  {
    why: 'a request that ends the server again after it came back is sent no more',
    outcomes: [down, refused, down, ok],
    sent: 3,
    ends: { kind: 'silence', cause: 'cut', endsServer: true },
  },
  {
    why: 'a request that is answered then did not end it',
    outcomes: [down, refused, ok],
    sent: 3,
    ends: ok,
  },
  {
    why: 'a server that came back gets more time than one that was never there',
    outcomes: [down, refused, refused, ok],
    sent: 4,
    ends: ok,
  },
];
for (const { why, outcomes, sent, ends } of endings)
  test(why, async () =>
    expect(await transport(outcomes, { retries: 1 })).toMatchObject({ sent, outcome: ends }),
  );

test('a server that is down gets one request at a time', async () => {
  const inFlight = { now: 0, most: 0, all: 0 };
  const send = throttled(
    {
      async send() {
        inFlight.all += 1;
        if (inFlight.all <= 3) return down;
        inFlight.now += 1;
        inFlight.most = Math.max(inFlight.most, inFlight.now);
        await new Promise(setImmediate);
        inFlight.now -= 1;
        return reply(429);
      },
    },
    { retries: 1 },
  );
  const make = (): WireRequest => ({ method: 'GET', path: '/', headers: [] });
  await Promise.all([send(make), send(make), send(make)]);
  expect(inFlight).toEqual({ now: 0, most: 1, all: 6 });
});

test('a rate spaces requests out', async () => {
  const times: number[] = [];
  const sender: Sender = {
    send: async () => {
      times.push(performance.now());
      return reply(200);
    },
    close: async () => undefined,
  };
  const send = throttled(sender, { rate: 50 });
  const begun = performance.now();
  await Promise.all(
    Array.from({ length: 4 }, () => send(() => ({ method: 'GET', path: '/', headers: [] }))),
  );
  expect(times).toHaveLength(4);
  // a timer may be late, and never early by more than its grain
  for (const [index, time] of times.entries())
    expect(time - begun).toBeGreaterThanOrEqual(index * 20 - 2);
});

test('an interruption ends a wait', async () => {
  const controller = new AbortController();
  const sender: Sender = {
    send: async () => {
      controller.abort();
      return reply(429, { 'retry-after': '100' });
    },
    close: async () => undefined,
  };
  const { outcome } = await throttled(sender, { signal: controller.signal })(() => ({
    method: 'GET',
    path: '/',
    headers: [],
  }));
  expect(outcome).toMatchObject({ kind: 'unreachable', isInterrupted: true });
});

const now = new Date('2026-11-26T12:00:00Z');
const fields: readonly { field: string | undefined; wait: number | undefined; why: string }[] = [
  { field: '0', wait: 0, why: 'no wait' },
  { field: '120', wait: 120_000, why: 'seconds' },
  { field: ' 7 ', wait: 7000, why: 'seconds with spaces around' },
  { field: 'Thu, 26 Nov 2026 12:00:30 GMT', wait: 30_000, why: 'a date' },
  { field: 'Thu, 26 Nov 2026 11:00:00 GMT', wait: 0, why: 'a past date' },
  { field: undefined, wait: undefined, why: 'nothing' },
  { field: 'soon', wait: undefined, why: 'a word' },
  { field: '-5', wait: undefined, why: 'a negative number' },
  { field: '1.5', wait: undefined, why: 'a fraction, which the syntax does not allow' },
];
for (const { field, wait, why } of fields)
  test(`Retry-After: ${why}`, () => expect(retryAfter(field, now)).toBe(wait));
