import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { expect, test } from 'vitest';

type Ended = { readonly code: number | null; readonly signal: string | null; readonly out: string };

/** Runs a script with `onInterrupt` and `endsWithUs`, and signals it each time it prints "now". */
function ending(body: string, signals: readonly NodeJS.Signals[]): Promise<Ended> {
  const script = `import { onInterrupt, endsWithUs } from ${JSON.stringify(resolve('conformance/core/signals.ts'))};
    import { spawn } from 'node:child_process';
    const print = (text) => process.stdout.write(text + '\\n');
    ${body}`;
  const child = spawn(process.execPath, ['--input-type=module', '--eval', script]);
  const left = [...signals];
  let out = '';
  child.stdout.on('data', (chunk: Buffer) => {
    out += chunk.toString();
    for (const _ of chunk.toString().matchAll(/now/g)) child.kill(left.shift());
  });
  return new Promise((ended) =>
    child.on('close', (code, signal) => ended({ code, signal, out: out.replaceAll('now\n', '') })),
  );
}
const forever = 'setInterval(() => {}, 1000);';

test.each(['SIGINT', 'SIGTERM'] as const)(
  '%s ends the work, and the command saves it',
  async (signal) =>
    expect(
      await ending(
        `${forever} onInterrupt((signal) => { print(signal); process.exit(3); }); print('now');`,
        [signal],
      ),
    ).toEqual({ code: 3, signal: null, out: `${signal}\n` }),
);

test('an end that takes too long ends with 2', async () =>
  expect(
    await ending(`${forever} onInterrupt(() => print('saving')); print('now');`, ['SIGINT']),
  ).toEqual({ code: 2, signal: null, out: 'saving\n' }));

test('an end may take longer where its command says so, and another signal ends it at once', async () => {
  const script = (more: string) => `${forever}
    onInterrupt(() => { print('saving'); ${more} }, { longest: 60_000 }); print('now');`;
  expect(
    await ending(script("setTimeout(() => { print('saved'); process.exit(0); }, 2500);"), [
      'SIGINT',
    ]),
  ).toEqual({ code: 0, signal: null, out: 'saving\nsaved\n' });
  // after the time in which npm may send the same signal twice
  expect(
    await ending(script("setTimeout(() => print('now'), 1000);"), ['SIGINT', 'SIGINT']),
  ).toEqual({ code: null, signal: 'SIGINT', out: 'saving\n' });
});

test('the twin that npm sends does not end what is being saved', async () =>
  expect(
    await ending(
      `${forever}
      onInterrupt(() => { print('now'); setTimeout(() => { print('saved'); process.exit(0); }, 200); });
      print('now');`,
      ['SIGINT', 'SIGINT'],
    ),
  ).toEqual({ code: 0, signal: null, out: 'saved\n' }));

test('work at a stretch is ended at once where nothing is to be saved', async () =>
  expect(
    await ending(
      `const { pausedFor } = onInterrupt(() => print('never'));
      pausedFor(() => { print('now'); for (;;); });`,
      ['SIGTERM'],
    ),
  ).toEqual({ code: null, signal: 'SIGTERM', out: '' }));

test('a child process ends too', async () => {
  const child = `trap 'echo gone; exit' TERM; echo ready >&2; while :; do sleep 0.05; done`;
  expect(
    await ending(
      // the signal comes when both are ready for it
      `const stdio = ['ignore', 'inherit', 'pipe'];
      endsWithUs(spawn('sh', ['-c', ${JSON.stringify(child)}], { stdio }))
        .stderr.once('data', () => print('now'));`,
      ['SIGTERM'],
    ),
  ).toEqual({ code: null, signal: 'SIGTERM', out: 'gone\n' });
});

test('without children the default action is back', async () =>
  expect(
    await ending(`endsWithUs(spawn('true')).on('close', () => { print('now'); for (;;); });`, [
      'SIGINT',
    ]),
  ).toEqual({ code: null, signal: 'SIGINT', out: '' }));
