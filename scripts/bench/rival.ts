import { spawn, type ChildProcess } from 'node:child_process';
import { endsWithUs } from '../../conformance/core/signals.ts';
import { existsSync, readFileSync } from 'node:fs';
import { once } from 'node:events';
import { request } from 'node:http';
import { join } from 'node:path';
import { freePort } from '../../conformance/core/free-port.ts';
import { npmCommand } from './bench.ts';

/** A server to measure, and its command line for a port and, if it needs one, a description. */
export type Rival = {
  readonly name: string;
  readonly command: (port: number, description: string) => readonly string[];
};

const root = join(import.meta.dirname, '..', '..');
const modules = join(root, 'node_modules');
/** Where `npm run bench:mockoon` puts it. */
const mockoonCommand = join(modules, '.bench', 'node_modules', '@mockoon', 'cli', 'bin', 'run.js');

export const bare: Rival = {
  name: 'bare node:http server',
  command: (port) => [join(import.meta.dirname, 'bare-server.ts'), String(port)],
};
/** The mock as `npm run mock` starts it. */
export const ours = (more: readonly string[] = ['--quiet']): Rival => ({
  name: 'mock',
  command: (port) => [...npmCommand('mock'), '--port', String(port), ...more],
});
export const prism: Rival = {
  name: 'Prism CLI',
  command: (port, description) => [
    join(modules, '@stoplight', 'prism-cli', 'dist', 'index.js'),
    'mock',
    '--port',
    String(port),
    '--verboseLevel',
    'silent',
    description,
  ],
};
export const mockoon: Rival = {
  name: 'Mockoon CLI',
  command: (port, description) => [
    mockoonCommand,
    'start',
    '--data',
    description,
    '--port',
    String(port),
    '--disable-log-to-file',
    '--disable-admin-api',
  ],
};
export const hasMockoon = (): boolean => existsSync(mockoonCommand);

export type Cpu = { readonly all: number; readonly kernel: number };

/** A running server and its use of resources. */
export type Running = AsyncDisposable & {
  readonly port: number;
  /** From the start of the process to the end of its first response, in milliseconds. */
  readonly started: number;
  /** CPU time so far, in milliseconds; `kernel` is the part in system calls, which varies by machine. */
  readonly cpu: () => Cpu;
  /** Resident memory, in megabytes. */
  readonly memory: () => number;
};

/** Starts a server and waits for its first response. */
export async function start(
  { name, command }: Rival,
  description: string,
  path: string,
  method = 'GET',
): Promise<Running> {
  const port = await freePort();
  const begun = performance.now();
  const child = endsWithUs(
    spawn(process.execPath, command(port, description), {
      cwd: root,
      stdio: ['ignore', 'ignore', 'pipe'],
    }),
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  while (!(await isAnswered(port, path, method))) {
    if (child.exitCode !== null)
      throw new Error(`${name} ended with ${child.exitCode}: ${complaint.slice(-500)}`);
  }
  const started = performance.now() - begun;
  return {
    port,
    started,
    cpu: () => cpuOf(child),
    memory: () => memoryOf(child),
    [Symbol.asyncDispose]: () => end(child),
  };
}

const isAnswered = (port: number, path: string, method: string) =>
  new Promise<boolean>((resolve) => {
    request({ port, path, method, host: '127.0.0.1', agent: false }, (response) =>
      response.resume().on('end', () => resolve(true)),
    )
      .on('error', () => setTimeout(() => resolve(false), 3))
      .end();
  });

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const closed = once(child, 'close');
  // SIGTERM first: a process that exits by itself still writes its compile cache
  child.kill('SIGTERM');
  const last = setTimeout(() => child.kill('SIGKILL'), 3000);
  await closed;
  clearTimeout(last);
}

/**
 * Linux counts CPU time in hundredths of a second.
 * @see https://man7.org/linux/man-pages/man5/proc_pid_stat.5.html
 */
function cpuOf({ pid }: ChildProcess): Cpu {
  const [user = Number.NaN, system = Number.NaN] = readFileSync(`/proc/${pid}/stat`, 'utf8')
    .replace(/^.*\) /s, '')
    .split(' ')
    .slice(11, 13)
    .map(Number);
  return { all: (user + system) * 10, kernel: system * 10 };
}

const memoryOf = ({ pid }: ChildProcess): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]) / 1024;
