import { attempt } from './attempt.ts';
import type { KnownValues } from './cases/base.ts';
import type { Credentials } from './exchange/credentials.ts';
import { curlOf } from './exchange/curl.ts';
import { redactor } from './exchange/redact.ts';
import { interruption, openSender } from './exchange/send.ts';
import type { ApiReport, Case, CaseResult, Contract, Exchange, Finding, Operation, Report, Verdict } from './model.ts';
import { planOperations } from './plan.ts';
import { findingsOf, type Sighting } from './verdict/findings.ts';
import { unjudgeable } from './verdict/reach.ts';

/** One API to check, and where. */
export type Assignment = {
  readonly contract: Contract;
  /** The API's base URL. */
  readonly target: string;
  readonly credentials: Credentials;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
  /** Values that came from the environment, by the variable's name: they appear in no report. */
  readonly secrets?: ReadonlyMap<string, string>;
};

export type RunOptions = {
  /** How long one exchange may take, in milliseconds. */
  readonly timeout: number;
  /** Only these operations, where any are named. */
  readonly operations: readonly string[];
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
};

/** Checks implementations against their contracts: plan, send, judge, report. */
export async function run(assignments: readonly Assignment[], options: RunOptions): Promise<Report> {
  const started = performance.now();
  const outcomes: ApiOutcome[] = [];
  for (const assignment of assignments) outcomes.push(await runApi(assignment, options));
  const results = outcomes.flatMap((outcome) => outcome.results);
  const count = (kind: Verdict['kind']) => results.filter(({ verdict }) => verdict.kind === kind).length;
  const cases = { planned: results.length, passed: count('pass'), failed: count('fail'), errors: count('error'), skipped: count('skip') };
  const couldNotJudge = outcomes.some(({ api }) => api.error !== undefined) || cases.errors > 0 || cases.passed + cases.failed === 0;
  return {
    verdict: couldNotJudge ? 'error' : cases.failed > 0 ? 'fail' : 'pass',
    apis: outcomes.map(({ api }) => api),
    cases,
    findings: outcomes.flatMap(({ findings }) => findings),
    results,
    milliseconds: Math.round(performance.now() - started),
  };
}

/** The operations of an API that are to be checked: those that are named, or all where none is. */
export const wantedOperations = ({ operations }: Contract, named: readonly string[]): readonly Operation[] =>
  operations.filter(({ id }) => named.length === 0 || named.includes(id));

type ApiOutcome = { readonly api: ApiReport; readonly results: readonly CaseResult[]; readonly findings: readonly Finding[] };

async function runApi({ contract, target, credentials, values, secrets = new Map() }: Assignment, options: RunOptions): Promise<ApiOutcome> {
  const { plans, unusable } = planOperations(wantedOperations(contract, options.operations), values);
  const sender = openSender(target, options.timeout, options.signal);
  const redact = redactor(credentials, [...secrets.values()]);
  const results: CaseResult[] = [];
  const sightings: Sighting[] = [];
  const exchanges: Exchange[] = [];
  let error: string | undefined;
  const record = ({ id, operation, because }: Case, verdict: Verdict) => results.push({ id, api: contract.api, operation: operation.id, because, verdict });

  async function judgeCase(testCase: Case): Promise<void> {
    const { verdict, observations, request, exchange, fatal, ...sent } = await attempt(testCase, target, sender, credentials, exchanges.length > 0);
    record(testCase, verdict);
    if (exchange) exchanges.push(exchange);
    error = fatal;
    for (const observation of observations) {
      sightings.push({ testCase, observation: redact(observation, sent.secrets), curl: curlOf(target, testCase.operation, request, testCase.request, secrets) });
    }
  }

  try {
    for (const { operation, cases, skipped } of plans) {
      for (const testCase of skipped) record(testCase, { kind: 'skip', reason: 'only one value is known to be accepted in its place' });
      for (const testCase of cases) {
        if (options.signal?.aborted) error ??= interruption;
        if (error !== undefined) record(testCase, { kind: 'skip', reason: error });
        else await judgeCase(testCase);
      }
      if (error === undefined) options.progress?.(`${contract.api} ${operation.id}: ${cases.length} cases`);
    }
  } finally {
    await sender.close();
  }
  const unjudged = unjudgeable(contract.api, target, exchanges);
  error ??= unjudged?.reason;
  // a server that is not the API, or let nobody in, is not accused of what it could not show, and does not pass by it
  const concerned = new Set(plans.filter(({ operation }) => unjudged?.concerns(operation)).map(({ operation }) => operation.id));
  const isJudged = ({ operation }: { readonly operation: string }) => !concerned.has(operation);
  return {
    api: {
      name: contract.api,
      target,
      operations: plans.map(({ operation }) => operation.id),
      ...(error === undefined ? {} : { error }),
      unsupported: [...contract.unsupported.map(({ source, reason }) => `${source.file}:${contract.line(source)}: ${reason}`), ...unusable],
      discarded: plans.flatMap(({ discarded }) => discarded),
    },
    results: results.map((result) => (isJudged(result) || !unjudged ? result : { ...result, verdict: { kind: 'error', reason: unjudged.reason } })),
    findings: findingsOf(contract, sightings, exchanges.map((exchange) => exchange.case)).filter(isJudged),
  };
}
