import cluster, { type Worker } from 'node:cluster';
import { once } from 'node:events';
import { UserError } from '../../conformance/core/user-error.ts';
import { certificateFor, type Certificate } from './certificate.ts';
import { announce, complain, endOnSignal, optionsOf, servable, type Command } from './command.ts';
import type { Change } from './control.ts';
import { startMock } from './server.ts';

/** What the first process tells a worker. */
type ToWorker =
  | { readonly kind: 'start'; readonly tls: Certificate | undefined }
  | { readonly kind: 'change'; readonly change: Change; readonly number: number }
  | { readonly kind: 'applied'; readonly number: number }
  | { readonly kind: 'end' };

/** What a worker tells the first process. */
type FromWorker =
  | { readonly kind: 'listens'; readonly url: string }
  | { readonly kind: 'failed'; readonly message: string }
  | { readonly kind: 'changed'; readonly change: Change; readonly number: number }
  | { readonly kind: 'applied'; readonly origin: number; readonly number: number };

/** Serves in several processes that share a port; each change by the control endpoint reaches all of them before it is answered. */
export async function serveWithWorkers(command: Command, count: number): Promise<void> {
  assertShareable(command);
  const contracts = servable(command);
  const tls = await certificateFor(command);
  // what can't be read is told once
  optionsOf(command, contracts, tls);
  cluster.setupPrimary({ args: process.argv.slice(2), serialization: 'advanced' });
  const workers = Array.from({ length: count }, () => cluster.fork());
  cluster.on('message', (from: Worker, message: FromWorker) => {
    if (message.kind === 'changed') void spread(from, message, workers);
  });
  let isEnding = false;
  const url = await Promise.all(workers.map((worker) => started(worker, tls))).then(
    ([first = '']) => first,
    (error: unknown) => {
      for (const worker of workers) worker.process.kill('SIGKILL');
      throw error;
    },
  );
  for (const worker of workers) {
    worker.on('exit', (code) => {
      if (isEnding) return;
      // the reader of its log went away
      if (code === 0) process.exit(0);
      complain(`error: a worker ended by itself, with ${code}. The mock ends.`);
      for (const other of workers) other.process.kill();
      process.exit(2);
    });
  }
  endOnSignal(async () => {
    isEnding = true;
    await Promise.all(
      workers.map(async (worker) => {
        if (worker.isDead()) return;
        const exited = once(worker, 'exit');
        tell(worker, { kind: 'end' });
        await exited;
      }),
    );
  });
  announce(contracts, { url, urlOf: (api) => `${url}/${api}` });
}

/** What one process remembers, another does not know. */
function assertShareable({ stateful, verifySignatures, publicKeyFile, watch }: Command): void {
  if (stateful)
    throw new UserError('--stateful needs one process, which remembers: leave out --workers.');
  if (verifySignatures && publicKeyFile === undefined)
    throw new UserError(
      '--verify-signatures needs one process, which knows the sessions that were opened: leave out --workers, or give --public-key alone.',
    );
  if (watch) throw new UserError('--watch reloads one process: leave out --workers.');
}

/** Has a change made by all workers but the one that tells of it, and lets that one know when it is done. */
async function spread(
  from: Worker,
  { change, number }: FromWorker & { kind: 'changed' },
  workers: readonly Worker[],
): Promise<void> {
  await Promise.all(
    workers
      .filter((worker) => worker !== from && worker.isConnected())
      .map(
        (worker) =>
          new Promise<void>((resolve) => {
            const listener = (message: FromWorker) => {
              if (
                message.kind !== 'applied' ||
                message.origin !== from.id ||
                message.number !== number
              )
                return;
              worker.off('message', listener);
              resolve();
            };
            worker.on('message', listener).once('exit', () => resolve());
            tell(worker, { kind: 'change', change, number: from.id * 1e9 + number });
          }),
      ),
  );
  tell(from, { kind: 'applied', number });
}

async function started(worker: Worker, tls: Certificate | undefined): Promise<string> {
  tell(worker, { kind: 'start', tls });
  for (;;) {
    const [message] = (await once(worker, 'message')) as [FromWorker];
    if (message.kind === 'failed') throw new UserError(message.message);
    if (message.kind === 'listens') return message.url;
  }
}

const tell = (worker: Worker, message: ToWorker): void => {
  worker.send(message);
};

/** Serves as one of several processes, until the first one says that it is over. */
export async function serveAsWorker(command: Command): Promise<void> {
  // Ctrl-C reaches every process of a terminal, and the first one decides
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => undefined);
  process.on('disconnect', () => process.exit(0));
  const [first] = (await once(process, 'message')) as [ToWorker];
  const waiting = new Map<number, () => void>();
  let changes = 0;
  const changed = (change: Change) =>
    new Promise<void>((resolve) => {
      changes += 1;
      waiting.set(changes, resolve);
      say({ kind: 'changed', change, number: changes });
    });
  try {
    const mock = await startMock({
      ...optionsOf(command, servable(command), first.kind === 'start' ? first.tls : undefined),
      changed,
    });
    process.on('message', (message: ToWorker) => {
      if (message.kind === 'end') void mock.close().then(() => process.exit(0));
      if (message.kind === 'applied') {
        waiting.get(message.number)?.();
        waiting.delete(message.number);
      }
      if (message.kind !== 'change') return;
      mock.change(message.change);
      say({
        kind: 'applied',
        origin: Math.floor(message.number / 1e9),
        number: message.number % 1e9,
      });
    });
    say({ kind: 'listens', url: mock.url });
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    say({ kind: 'failed', message: error.message });
  }
}

const say = (message: FromWorker): void => {
  process.send?.(message);
};
