import * as checks from './checks/index.ts';
import type { Check } from './checks/check.ts';
import type { KnownValues } from './cases/base.ts';
import { authorize, type Credentials } from './exchange/credentials.ts';
import { curlOf } from './exchange/curl.ts';
import { encode } from './exchange/encode.ts';
import { redactor } from './exchange/redact.ts';
import { openSender } from './exchange/send.ts';
import type { ApiReport, Case, CaseResult, Contract, Exchange, Finding, Report, Verdict } from './model.ts';
import { planCases } from './plan.ts';
import { findingsOf, type Sighting } from './verdict/findings.ts';
import { judge, judgeSilence } from './verdict/judge.ts';
import { unjudgeable, type Answered } from './verdict/reach.ts';

/** One API to check, and where. */
export type Assignment = {
  readonly contract: Contract;
  /** The API's base URL. */
  readonly target: string;
  readonly credentials: Credentials;
  /** By operationId. */
  readonly values: ReadonlyMap<string, KnownValues>;
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

type ApiOutcome = { readonly api: ApiReport; readonly results: readonly CaseResult[]; readonly findings: readonly Finding[] };

async function runApi({ contract, target, credentials, values }: Assignment, options: RunOptions): Promise<ApiOutcome> {
  const operations = contract.operations.filter(({ id }) => options.operations.length === 0 || options.operations.includes(id));
  const plans = operations.map((operation) => ({ operation, ...planCases(operation, values.get(operation.id)) }));
  const sender = openSender(target, options.timeout, options.signal);
  const results: CaseResult[] = [];
  const sightings: Sighting[] = [];
  const answered: Answered[] = [];
  const redact = redactor(credentials);
  let error: string | undefined;

  const record = ({ id, operation, because }: Case, verdict: Verdict) => results.push({ id, api: contract.api, operation: operation.id, because, verdict });

  async function exchange(testCase: Case): Promise<void> {
    const { operation } = testCase;
    const plain = encode(operation, testCase.request);
    const sent = authorize(operation, plain, testCase.request, credentials, new Date());
    const begun = performance.now();
    const outcome = await sender.send(sent);
    if (outcome.kind === 'unreachable') {
      error = options.signal?.aborted ? outcome.reason : `${target} can't be reached: ${outcome.reason}`;
      record(testCase, { kind: 'error', reason: error });
      return;
    }
    // outside of any try: a bug in a check must crash, not pose as a dead target
    const { verdict, observations } = outcome.kind === 'silence'
      ? judgeSilence(testCase, outcome.reason, answered.length > 0)
      : judge({ case: testCase, request: plain, reply: outcome.reply, milliseconds: performance.now() - begun } satisfies Exchange, Object.values(checks) as Check[]);
    if (outcome.kind === 'reply') answered.push({ testCase, status: outcome.reply.status });
    else if (answered.length === 0) error = `${target} never answered: ${outcome.reason}`;
    record(testCase, verdict);
    const curl = observations.length > 0 ? curlOf(target, operation, plain, testCase.request) : '';
    for (const observation of observations) sightings.push({ testCase, observation: redact(observation), curl });
  }

  try {
    for (const { operation, cases, skipped } of plans) {
      for (const testCase of skipped) record(testCase, { kind: 'skip', reason: 'only one value is known to be accepted in its place' });
      for (const testCase of cases) {
        if (options.signal?.aborted) error ??= 'the run was interrupted';
        if (error !== undefined) record(testCase, { kind: 'skip', reason: error });
        else await exchange(testCase);
      }
      if (error === undefined) options.progress?.(`${contract.api} ${operation.id}: ${cases.length} cases`);
    }
  } finally {
    await sender.close();
  }
  const reason = unjudgeable(contract.api, target, answered);
  error ??= reason;
  return {
    api: {
      name: contract.api,
      target,
      operations: operations.map(({ id }) => id),
      ...(error === undefined ? {} : { error }),
      unsupported: contract.unsupported.map(({ source, reason }) => `${source.file}:${contract.line(source)}: ${reason}`),
    },
    results,
    // a server that is not the API, or let nobody in, is not accused of what it could not show
    findings: reason === undefined ? findingsOf(contract, sightings, answered.map(({ testCase }) => testCase)) : [],
  };
}
