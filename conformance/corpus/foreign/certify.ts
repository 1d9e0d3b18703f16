import { spawn } from 'node:child_process';
import { endsWithUs } from '../../core/signals.ts';
import { join } from 'node:path';
import { exceptions } from './exceptions.ts';
import type { Found, Judgement, JudgeOptions } from './judge.ts';
import type { Foreign } from './list.ts';

/** A description and what came of it. */
export type Row = {
  readonly name: string;
  readonly judgement?: Judgement;
  /** Why it could not be judged at all. */
  readonly failed?: string;
  /** The findings without the named exceptions. */
  readonly unexpected: readonly Found[];
  readonly expected: readonly Found[];
};

/** How long a description may take to be read and planned before its process is ended. */
const forPlanning = 180_000;

/** Judges one description in a process of its own, which is ended when its time is over. */
export async function certify({ name, path }: Foreign, options: JudgeOptions): Promise<Row> {
  const child = endsWithUs(
    spawn(
      process.execPath,
      [
        join(import.meta.dirname, 'child.ts'),
        ...[name, path, String(options.sample), String(options.milliseconds)],
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], timeout: forPlanning + 2 * options.milliseconds },
    ),
  );
  const ended = Promise.withResolvers<NodeJS.Signals | null>();
  let [written, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.on('close', (_, signal) => ended.resolve(signal));
  const signal = await ended.promise;
  const none = { name, unexpected: [], expected: [] };
  if (signal) return { ...none, failed: `it took too long, and was ended by ${signal}` };
  if (written === '') return { ...none, failed: errors.trim().split('\n').slice(0, 3).join(' ') };
  const told = JSON.parse(written) as Judgement | { readonly failed: string };
  if ('failed' in told) return { ...none, failed: told.failed };
  const isExpected = (found: Found) =>
    exceptions.some(
      ({ description, check, operation }) =>
        description === name &&
        check === found.check &&
        (operation === undefined || operation === found.operation),
    );
  const { expected = [], unexpected = [] } = Object.groupBy(told.findings, (found) =>
    isExpected(found) ? 'expected' : 'unexpected',
  );
  return { name, judgement: told, expected, unexpected };
}

/** Whether the mock of a description is right in the eyes of the runner. */
export const isCertified = ({ judgement, unexpected }: Row): boolean =>
  judgement !== undefined && unexpected.length === 0;
