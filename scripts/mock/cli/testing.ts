import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';

export type Ended = {
  code: number | null;
  signal: NodeJS.Signals | null;
  out: string;
  err: string;
};
export type Running = AsyncDisposable & {
  child: ChildProcess;
  url: string;
  printed: (text: string) => Promise<void>;
  ended: Promise<Ended>;
  out: () => string;
};

/** Runs a command, by default the mock, in a process of its own. */
export function run(args: readonly string[], cwd = '.', command = 'mock'): Omit<Running, 'url'> {
  const child = spawn(process.execPath, [resolve('scripts/contracts.ts'), command, ...args], {
    cwd,
    env: { ...process.env, INIT_CWD: resolve(cwd) },
  });
  const read = { out: '', err: '' };
  const waiting: { text: string; found: () => void }[] = [];
  child.stdout.on('data', (chunk: Buffer) => {
    read.out += chunk.toString();
    for (const { text, found } of waiting) if (read.out.includes(text)) found();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    read.err += chunk.toString();
  });
  const ended = once(child, 'close').then(([code, signal]): Ended => ({ code, signal, ...read }));
  const printed = (text: string) =>
    new Promise<void>((found, failed) => {
      if (read.out.includes(text)) found();
      waiting.push({ text, found });
      void ended.then(({ err }) => failed(new Error(`it ended without "${text}": ${err}`)));
    });
  const dispose = async () => {
    child.kill('SIGKILL');
    await ended;
  };
  return { child, printed, ended, out: () => read.out, [Symbol.asyncDispose]: dispose };
}

/** Runs the mock and waits until it listens. */
export async function started(args: readonly string[] = [], cwd?: string): Promise<Running> {
  const running = run(['--port', '0', ...args], cwd);
  await running.printed('Ctrl-C ends it');
  return { ...running, url: /listens at (\S+)\/ /.exec(running.out())![1]! };
}
