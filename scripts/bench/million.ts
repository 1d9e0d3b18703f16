import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { endsWithUs } from '../../conformance/core/signals.ts';

/** Random requests to a mock that serves these descriptions, each by its name. */
export type Million = {
  readonly port: number;
  readonly files: { readonly [api: string]: string };
  readonly count: number;
  readonly connections: number;
  readonly seed: string;
};

/** How the answers turned out. */
export type Judged = {
  readonly answers: number;
  /** How many there were of each status. */
  readonly statuses: { readonly [status: string]: number };
  /** How many are not as documented, and the first of them. */
  readonly invalid: number;
  readonly examples: readonly string[];
};

/** Sends the requests from a process of its own, which judges each answer. */
export async function judge(million: Million): Promise<Judged> {
  const child = endsWithUs(
    spawn(process.execPath, [join(import.meta.dirname, 'million-process.ts')], {
      stdio: ['pipe', 'pipe', 'inherit'],
    }),
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stdin.end(JSON.stringify(million));
  const [code] = (await once(child, 'close')) as [number];
  if (code !== 0) throw new Error(`the client ended with ${code}`);
  return JSON.parse(Buffer.concat(chunks).toString()) as Judged;
}
