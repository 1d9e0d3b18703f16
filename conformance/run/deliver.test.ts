import { expect, test } from 'vitest';
import { secured } from '../core/auth/testing.ts';
import type { FetchedCredential } from '../core/auth/credentials.ts';
import type { Presentation } from '../core/auth/present-credentials.ts';
import type { WireRequest } from '../core/http/messages.ts';
import { delivering } from './deliver.ts';
import type { Transport } from './transport/throttle.ts';

const request: WireRequest = { method: 'GET', path: '/things', headers: [] };
const operation = secured(['bearerAuth']);

/** Sends through a server that takes these tokens; the credential is `one`, then `two`, … */
function open(taken: readonly string[], { lost }: { readonly lost?: number } = {}) {
  const values = ['one', 'two', 'three', 'four'];
  let renewals = 0;
  const sent: string[] = [];
  const credential: FetchedCredential = {
    kind: 'fetched',
    isCookie: false,
    origin: { kind: 'variable', name: 'TOKEN' },
    place: 'c.yaml:1',
    secrets: [],
    get value() {
      return values[renewals]!;
    },
    ready: async () => (lost === renewals ? 'it is lost' : undefined),
    async renew(refused) {
      if (refused === values[renewals]) renewals += 1;
      return lost === renewals ? 'it is lost' : undefined;
    },
  };
  const transport: Transport = async (make) => {
    const made = await make();
    const token = made.headers.find(([name]) => name === 'Authorization')?.[1] ?? '';
    sent.push(token.replace('Bearer ', ''));
    const status = taken.includes(sent.at(-1)!) ? 200 : 401;
    const reply = { status, headers: new Map(), body: new Uint8Array() };
    return { outcome: { kind: 'reply', reply }, sent: made, milliseconds: 1 };
  };
  const deliver = delivering(transport);
  const credentials = new Map([['bearerAuth', credential]]);
  const send = async (presentation: Presentation = { credentials: 'good' }) => {
    const delivery = await deliver(operation, request, presentation, { credentials });
    return 'missing' in delivery
      ? delivery.missing
      : (delivery.outcome as { reply: { status: number } }).reply.status;
  };
  return { send, sent };
}

test('a credential that is refused is fetched anew, and the request sent again', async () => {
  const { send, sent } = open(['two']);
  expect(await send()).toBe(200);
  expect(sent).toEqual(['one', 'two']);
});

test('requests at the same time share the new one', async () => {
  const { send, sent } = open(['two']);
  expect(await Promise.all([send(), send()])).toEqual([200, 200]);
  expect(sent.toSorted()).toEqual(['one', 'one', 'two', 'two']);
});

test('an operation that refuses a fresh one too is asked once for each case from then on', async () => {
  const { send, sent } = open([]);
  expect([await send(), await send()]).toEqual([401, 401]);
  expect(sent).toEqual(['one', 'two', 'two']);
});

for (const use of ['wrong', 'none', 'half', 'another-case'] as const)
  test(`a 401 is the right answer to ${use} credentials`, async () => {
    const { send, sent } = open([]);
    expect(await send({ credentials: use })).toBe(401);
    expect(sent).toHaveLength(1);
  });

test('nothing is sent without a credential that is needed', async () => {
  const { send, sent } = open(['one'], { lost: 0 });
  expect(await send()).toBe('it is lost');
  expect(await send({ credentials: 'none' })).toBe(401);
  expect(sent).toEqual(['']);
});

test('a refused request is not judged where no other credential can be had', async () => {
  const { send, sent } = open([], { lost: 1 });
  expect(await send()).toBe('it is lost');
  expect(sent).toEqual(['one']);
});
