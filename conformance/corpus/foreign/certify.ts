import { spawn } from 'node:child_process';
import { endsWithUs } from '../../core/signals.ts';
import { join } from 'node:path';
import { exceptions, type Exception } from './exceptions.ts';
import type { Found, Judgement, JudgeOptions } from './judge.ts';
import type { StatefulJudgement, StatefulOptions } from './judge-stateful.ts';
import type { Foreign } from './list.ts';

/** A description and what came of it. */
export type Row<Judged = Judgement> = {
  readonly name: string;
  readonly judgement?: Judged;
  /** Why it could not be judged at all. */
  readonly failed?: string;
  /** The findings without the named exceptions. */
  readonly unexpected: readonly Found[];
  readonly expected: readonly Found[];
};

/** How long a description may take to be read and planned before its process is ended. */
const forPlanning = 180_000;

/** Lets the runner judge the mock of one description. */
export async function certify(one: Foreign, options: JudgeOptions): Promise<Row> {
  return rowOf<Judgement>(one, await inChild(one, options));
}

/** Lets the runner judge the mock with state of one description. */
export async function certifyStateful(
  one: Foreign,
  options: StatefulOptions,
): Promise<Row<StatefulJudgement>> {
  return rowOf<StatefulJudgement>(one, await inChild(one, options));
}

/** Judges one description in a process of its own, which is ended when its time is over. */
async function inChild(
  { name, path }: Foreign,
  options: JudgeOptions | StatefulOptions,
): Promise<object> {
  const child = endsWithUs(
    spawn(
      process.execPath,
      [join(import.meta.dirname, 'child.ts'), name, path, JSON.stringify(options)],
      { stdio: ['ignore', 'pipe', 'pipe'], timeout: forPlanning + 2 * options.milliseconds },
    ),
  );
  const ended = Promise.withResolvers<NodeJS.Signals | null>();
  let [written, errors] = ['', ''];
  child.stdout.setEncoding('utf8').on('data', (text: string) => (written += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text));
  child.on('close', (_, signal) => ended.resolve(signal));
  const signal = await ended.promise;
  if (signal) return { failed: `it took too long, and was ended by ${signal}` };
  if (written === '') return { failed: errors.trim().split('\n').slice(0, 3).join(' ') };
  return JSON.parse(written);
}

function rowOf<Judged extends { readonly findings: readonly Found[] }>(
  { name }: Foreign,
  told: object,
): Row<Judged> {
  if ('failed' in told) return { name, failed: String(told.failed), unexpected: [], expected: [] };
  const judgement = told as Judged;
  const isOf = ({ check, operation }: Exception, found: Found) =>
    check === found.check && (operation === undefined || operation === found.operation);
  const own = exceptions.filter(({ description }) => description === name);
  const { expected = [], unexpected = [] } = Object.groupBy(judgement.findings, (found) =>
    own.some((exception) => isOf(exception, found)) ? 'expected' : 'unexpected',
  );
  return { name, judgement, expected, unexpected };
}

/** Whether the mock of a description is right in the eyes of the runner. */
export const isCertified = ({ judgement, unexpected }: Row<unknown>): boolean =>
  judgement !== undefined && unexpected.length === 0;
