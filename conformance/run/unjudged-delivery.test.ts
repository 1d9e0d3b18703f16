import { expect, test } from 'vitest';
import type { Delivery } from './transport/throttle.ts';
import { whyUnjudged } from './unjudged-delivery.ts';

const reply = (status: number): Delivery['outcome'] => ({
  kind: 'reply',
  reply: { status, headers: new Map(), body: new Uint8Array() },
});
const gaveUpReason = 'asks to wait 3600 s, which is longer than this run waits';
const busy = `http://t responded with 429 and ${gaveUpReason}`;
const unreachable = { kind: 'unreachable', reason: 'the connection was refused' } as const;
const lost = `http://t can't be reached: the connection was refused`;
const isInterrupted = true;

const deliveries: readonly { why: string; delivery: Partial<Delivery>; found: unknown }[] = [
  { why: 'a response is judged', delivery: { outcome: reply(500) }, found: undefined },
  {
    why: 'a limit of one operation ends no run',
    delivery: { outcome: reply(429), gaveUpReason, isShared: false },
    found: { unjudged: { kind: 'error', reason: busy }, gaveUp: busy },
  },
  {
    why: 'a limit of all does',
    delivery: { outcome: reply(429), gaveUpReason, isShared: true },
    found: { unjudged: { kind: 'error', reason: busy }, fatal: busy },
  },
  {
    why: 'a wait is passed on',
    delivery: { outcome: reply(429), asked: { status: 429, milliseconds: 5 } },
    found: {
      unjudged: { kind: 'error', reason: expect.stringMatching(/use --rate/) },
      asked: { status: 429, milliseconds: 5 },
    },
  },
  {
    why: 'a target that is not there ends the run',
    delivery: { outcome: unreachable },
    found: { unjudged: { kind: 'error', reason: lost }, fatal: lost, isLost: true },
  },
  {
    why: 'what was on its way when the run ended is not judged',
    delivery: { outcome: { kind: 'unreachable', reason: 'over', isInterrupted } },
    found: { unjudged: { kind: 'error', reason: 'over' }, fatal: 'over' },
  },
  {
    why: 'what was not sent is skipped',
    delivery: { outcome: { kind: 'unreachable', reason: 'over', isInterrupted, isUnsent: true } },
    found: { unjudged: { kind: 'skip', reason: 'over' }, fatal: 'over' },
  },
];
test.for(deliveries)('$why', ({ delivery, found }) => {
  const sent = { method: 'GET', path: '/', headers: [] };
  const whole = { outcome: reply(200), sent, milliseconds: 1, ...delivery };
  expect(whyUnjudged(whole, 'http://t')).toEqual(found);
});
