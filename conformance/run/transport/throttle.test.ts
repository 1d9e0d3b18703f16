import { expect, test } from 'vitest';
import type { WireRequest } from '../../core/http/messages.ts';
import type { Outcome } from './outcome.ts';
import { throttled, type ThrottleOptions } from './throttle.ts';
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
const cut: Outcome = { kind: 'silence', reason: 'the connection was cut' };

/** Sends through a sender that gives these outcomes in turn, the last one for ever. */
async function transport(outcomes: readonly Outcome[], courtesy: ThrottleOptions = {}) {
  let sent = 0;
  const waits: number[] = [];
  const sender: Sender = {
    send: async () => outcomes[Math.min(sent++, outcomes.length - 1)]!,
    close: async () => undefined,
  };
  const made: WireRequest[] = [];
  const courier = throttled(sender, {
    ...courtesy,
    onWait: (milliseconds) => waits.push(milliseconds),
  });
  const make = () => {
    const request: WireRequest = { method: 'GET', path: `/${made.length}`, headers: [] };
    made.push(request);
    return request;
  };
  const { outcome, gaveUpReason, sent: last } = await courier(make);
  return { outcome, gaveUpReason, sent, waits, last: last.path };
}

const deliveries: readonly {
  outcomes: readonly Outcome[];
  retries?: number;
  sent: number;
  ends: Outcome;
  why: string;
}[] = [
  { outcomes: [reply(200)], sent: 1, ends: reply(200), why: 'an answer is an answer' },
  {
    outcomes: [reply(500), reply(200)],
    retries: 3,
    sent: 1,
    ends: reply(500),
    why: 'a failure is not sent again',
  },
  {
    outcomes: [cut, reply(200)],
    retries: 3,
    sent: 1,
    ends: cut,
    why: 'nor is what got no answer: it may have been done',
  },
  {
    outcomes: [refused, refused, reply(200)],
    retries: 2,
    sent: 3,
    ends: reply(200),
    why: 'a connection is tried again',
  },
  { outcomes: [refused], retries: 1, sent: 2, ends: refused, why: 'as often as is said' },
  { outcomes: [refused, reply(200)], sent: 1, ends: refused, why: 'or not at all' },
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
    why: 'who does not say how long to wait is not waited for',
  },
  {
    outcomes: [reply(200, { 'retry-after': '0' }), reply(500)],
    sent: 1,
    ends: reply(200, { 'retry-after': '0' }),
    why: 'a success needs no second try',
  },
  {
    outcomes: [reply(429, { 'retry-after': '0' }), reply(503, { 'retry-after': '0' }), reply(200)],
    sent: 3,
    ends: reply(200),
    why: 'who asks to wait is waited for',
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

test('each try is made anew, because signatures tell the time', async () => {
  expect(await transport([refused, reply(200)], { retries: 1 })).toMatchObject({ last: '/1' });
});

test('a target that asks for more than anybody waits is given up, before anything else is sent', async () => {
  const { sent, gaveUpReason, waits } = await transport([reply(429, { 'retry-after': '3600' })]);
  expect({ sent, gaveUpReason, waits }).toEqual({
    sent: 1,
    gaveUpReason: 'asks to wait 3600 s, which is longer than this run waits',
    waits: [],
  });
});

test('one that never has enough is given up', async () => {
  const { sent, gaveUpReason, waits } = await transport([reply(429, { 'retry-after': '0' })]);
  expect({ sent, gaveUpReason, waits }).toEqual({
    sent: 4,
    gaveUpReason: 'asked 4 times in a row to wait 0 s; --rate sends requests more slowly',
    waits: [0, 0, 0],
  });
});

test('one that is unavailable however long one waits is broken, and judged as that', async () => {
  const { sent, gaveUpReason, outcome } = await transport([reply(503, { 'retry-after': '0' })]);
  expect({ sent, gaveUpReason, outcome }).toMatchObject({
    sent: 4,
    gaveUpReason: undefined,
    outcome: { reply: { status: 503 } },
  });
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
  const courier = throttled(sender, { rate: 50 });
  await Promise.all(
    Array.from({ length: 4 }, () => courier(() => ({ method: 'GET', path: '/', headers: [] }))),
  );
  // a timer may be late, and never early by more than its grain
  for (const [index, time] of times.entries())
    if (index > 0) expect(time - times[0]!).toBeGreaterThanOrEqual(index * 20 - 2);
});

test('nobody waits for a run that was interrupted', async () => {
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
