import { loadContract } from '../../core/contract/load.ts';
import { isUnmade } from '../../core/http/unmade-response.ts';
import { meaningOf } from '../../core/contract/responses.ts';
import type { Contract } from '../../core/contract/model.ts';
import type { Report } from '../../report/report.ts';
import {
  foundIn,
  isCut,
  megabytesNow,
  operationsIn,
  runAgainstMock,
  secondsSince,
  type Found,
} from './judge.ts';
import { wholeResources } from './sample.ts';

/** How the runner judged the mock with state of a description. */
export type StatefulJudgement = {
  readonly operations: number;
  /** How many of them were judged. */
  readonly judged: number;
  readonly findings: readonly Found[];
  /** The operations without a success. */
  readonly unserved: readonly Unserved[];
  /** The cases that were sent. */
  readonly sent: number;
  /** Those of them that are steps of a sequence. */
  readonly steps: number;
  /** CPU seconds of mock and runner. */
  readonly seconds: number;
  /** The peak memory of mock and runner, in MB. */
  readonly megabytes: number;
  /** Whether the time was over before all was sent. */
  readonly isCut: boolean;
};

/** An operation without a success, and why. */
export type Unserved = {
  readonly operation: string;
  readonly reason: string;
  /** What became of its requests. */
  readonly became: Became;
};

/**
 * `refused`: a valid request got no success. `open`: requests were sent, but none for which only a
 * success is right, because none names for sure a thing that is there. `unsent`: no request was sent
 * that might succeed, because it might have harmed a real server.
 */
export type Became = 'refused' | 'open' | 'unsent';

export type StatefulOptions = {
  /** About how many cases are sent, spread over all operations, beside those of sequences. */
  readonly sample: number;
  /** At most so many operations are judged: whole resources. */
  readonly most: number;
  /** Another one selects other resources. */
  readonly seed?: string | undefined;
  /** After so many milliseconds no further case is sent. */
  readonly milliseconds: number;
};

/**
 * Lets the runner judge the mock with state of a description as it judges any server: it makes things,
 * uses them, and deletes them. Throws a `UserError`.
 */
export async function judgeStateful(
  name: string,
  path: string,
  { sample, most, seed, milliseconds }: StatefulOptions,
): Promise<StatefulJudgement> {
  const begun = process.cpuUsage();
  const contract = loadContract(name, path);
  const operations = wholeResources(contract, most, seed);
  const maxCases = Math.min(12, Math.max(6, Math.ceil(sample / Math.max(1, operations.length))));
  const report = await runAgainstMock(contract, {
    ...{ maxCases, milliseconds, operations },
    isStateful: true,
  });
  const sent = report.results.filter(({ verdict }) => verdict.kind !== 'skip');
  return {
    // a Path Item may be in another file
    operations: Math.max(operationsIn(contract), contract.operations.length),
    judged: operations.length,
    findings: foundIn(report),
    unserved: unservedIn(report, contract),
    sent: sent.length,
    steps: sent.filter(({ id }) => id.includes('/state/')).length,
    seconds: secondsSince(begun),
    megabytes: megabytesNow(),
    isCut: isCut(report),
  };
}

/** The operations without a success; a redirect may be all that is documented. */
function unservedIn({ operations, unreached = [], results }: Report, contract: Contract) {
  const byId = new Map(contract.operations.map((operation) => [operation.id, operation]));
  const reasons = new Map(unreached.map(({ operation, reason }) => [operation, reason]));
  return operations.flatMap(({ id, answers }): readonly Unserved[] => {
    const statuses = Object.keys(answers).map(Number);
    const meanings = statuses.map((status) => meaningOf(byId.get(id)!, status));
    if (meanings.includes('success') || meanings.includes('other')) return [];
    const own = results.filter(({ operation }) => operation === id);
    if (own.some(({ verdict }) => verdict.kind === 'skip' && isUnmade(verdict.reason))) return [];
    const became = becameOf(own);
    const reason = became === 'open' ? openOf(own) : (reasons.get(id) ?? reasonIn(own));
    return [{ operation: id, reason: withoutNames(reason), became }];
  });
}

type Results = Report['results'];

/** The requests that may get a success and were answered. */
const answeredIn = (results: Results): Results =>
  results.filter(({ intent, answer }) => intent !== 'invalid' && answer !== undefined);

function becameOf(results: Results): Became {
  const answered = answeredIn(results);
  if (answered.some(({ intent, verdict }) => intent === 'valid' && verdict.kind !== 'skip'))
    return 'refused';
  return answered.length > 0 ? 'open' : 'unsent';
}

function openOf(results: Results): string {
  const statuses = new Set(answeredIn(results).map(({ answer }) => answer!.status));
  const all = [...statuses].toSorted().join(', ');
  return `answered with ${all}: no request names for sure a thing that is there`;
}

/** Why the first request was not sent that was not. */
const reasonIn = (results: Results): string =>
  results.flatMap(({ verdict }) => (verdict.kind === 'skip' ? verdict.reason : []))[0] ??
  'no request was sent';

/** A reason as it is for other operations too. */
const withoutNames = (reason: string): string =>
  reason.replace(/^.*? not sent: /, '').replace(/ \(values\..*$/, '');
