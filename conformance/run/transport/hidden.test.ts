import { expect, test } from 'vitest';
import { cut, ended, type Outcome } from './outcome.ts';
import { throttled, type Pause } from './throttle.ts';

// a server that goes away behind a proxy, which takes connections and cuts them

const ok: Outcome = {
  kind: 'reply',
  reply: { status: 200, headers: new Map(), body: new Uint8Array() },
};

/** What paths do: end the server, so often; are cut; are cut after another one. */
type Habits = {
  readonly ends?: { readonly [path: string]: number };
  readonly cuts?: readonly string[];
  readonly spoils?: { readonly [path: string]: string };
};

/** Sends GET requests in turn; the server comes back after so many pauses. */
async function sendAll(
  paths: readonly string[],
  { ends = {}, cuts = [], spoils = {} }: Habits,
  { back = 3, retries = 2, signal = undefined as AbortSignal | undefined, onPause = () => {} } = {},
) {
  const left = new Map(Object.entries(ends));
  const broken = new Set(cuts);
  const sent: string[] = [];
  let away = 0;
  let pauses = 0;
  let downs = 0;
  const sender = {
    async send({ path }: { readonly path: string }) {
      sent.push(path);
      if (away > 0) return cut;
      const ending = left.get(path) ?? 0;
      left.set(path, ending - 1);
      if (ending > 0) away = back;
      const isCut = ending > 0 || broken.has(path);
      if (spoils[path]) broken.add(spoils[path]);
      return isCut ? cut : ok;
    },
  };
  const pause: Pause = async () => {
    pauses += 1;
    away -= 1;
    onPause();
  };
  const send = throttled(sender, { retries, pause, signal, onDown: () => (downs += 1) });
  const outcomes: Outcome[] = [];
  for (const path of paths)
    outcomes.push((await send(() => ({ method: 'GET', path, headers: [] }))).outcome);
  return { sent, outcomes, pauses, downs };
}

test('a request that is cut while the server goes away is sent again when it is back', async () => {
  expect(await sendAll(['/a', '/b'], { ends: { '/b': 1 } })).toEqual({
    outcomes: [ok, ok],
    pauses: 3,
    downs: 1,
    // the sentinel and the base URL are asked after the cut and after each pause
    sent: ['/a', '/b', '/a', '/', '/a', '/', '/a', '/', '/a', '/b'],
  });
});

test('a request that ends the server again is sent no more', async () => {
  const { outcomes, downs } = await sendAll(['/a', '/b', '/c'], { ends: { '/b': 2 } });
  expect({ outcomes, downs }).toEqual({ outcomes: [ok, ended, ok], downs: 1 });
});

const cutOnly: readonly (readonly [why: string, paths: string[], habits: Habits, more?: object])[] =
  [
    ['the server answers others', ['/a', '/b'], { cuts: ['/b'] }],
    [
      'only the sentinel is broken since then',
      ['/a', '/b'],
      { cuts: ['/b'], spoils: { '/b': '/a' } },
    ],
    ['nothing is retried', ['/a', '/b'], { ends: { '/b': 1 } }, { retries: 0 }],
    ['nothing was ever answered', ['/b'], { ends: { '/b': 1 } }],
  ];
for (const [why, paths, habits, more] of cutOnly)
  test(`a cut stays one, without a wait: ${why}`, async () => {
    const { outcomes, pauses } = await sendAll(paths, habits, more);
    expect({ last: outcomes.at(-1), pauses }).toEqual({ last: cut, pauses: 0 });
  });

test('a server that does not come back is out of reach', async () => {
  const { outcomes, pauses } = await sendAll(['/a', '/b'], { ends: { '/b': 1 } }, { back: 99 });
  expect({ last: outcomes.at(-1), pauses }).toEqual({
    last: {
      kind: 'unreachable',
      reason: 'the connection was cut before the response was complete',
    },
    pauses: 9,
  });
});

test('the end of the run ends the wait', async () => {
  const controller = new AbortController();
  const { outcomes, pauses } = await sendAll(
    ['/a', '/b'],
    { ends: { '/b': 1 } },
    { back: 99, signal: controller.signal, onPause: () => controller.abort() },
  );
  expect({ last: outcomes.at(-1), pauses }).toMatchObject({
    last: { kind: 'unreachable', isInterrupted: true },
    pauses: 1,
  });
});
