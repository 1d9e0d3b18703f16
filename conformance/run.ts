import { attempt, type Means } from './attempt.ts';
import type { KnownValues } from './cases/base.ts';
import type { Credentials } from './exchange/credentials.ts';
import type { Check } from './checks/check.ts';
import * as checks from './checks/index.ts';
import { curlOf } from './exchange/curl.ts';
import { redactor } from './exchange/redact.ts';
import { interruption, openSender } from './exchange/send.ts';
import type { ApiReport, Case, CaseResult, Contract, Exchange, Finding, Operation, Report, Verdict } from './model.ts';
import { fuzz } from './fuzz.ts';
import { planOperation, type Plan, type PlanOptions } from './plan.ts';
import { UserError } from './user-error.ts';
import { findingsOf, type Sighting } from './verdict/findings.ts';
import { verdictOf, type Judged } from './verdict/judge.ts';
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
  readonly plan?: Omit<PlanOptions, 'known'>;
  /** Ids of checks that are not asked. */
  readonly exclude?: readonly string[];
  /** Whether a notice counts as a finding. */
  readonly strict?: boolean;
  /** How many random requests to send for each operation, beyond the plan, and where their randomness starts. */
  readonly fuzz?: { readonly count: number; readonly seed: number };
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
  const sender = openSender(target, options.timeout, options.signal);
  const redact = redactor(credentials, [...secrets.values()]);
  const results: CaseResult[] = [];
  const sightings: Sighting[] = [];
  const exchanges: Exchange[] = [];
  const planned: Operation[] = [];
  const unusable: string[] = [];
  const discarded: Plan['discarded'][number][] = [];
  let leftOut = 0;
  let error: string | undefined;
  const means: Means = { target, sender, credentials, checks: wantedChecks(options.exclude), limit: options.timeout, answered: () => exchanges.length > 0 };
  const record = ({ id, operation, because }: Case, verdict: Verdict) => results.push({ id, api: contract.api, operation: operation.id, because, verdict });

  async function send(testCase: Case): Promise<readonly Seen[]> {
    const attempts = await attempt(testCase, means);
    return attempts.map(({ observations, request, exchange, fatal, verdict, ...sent }) => {
      if (exchange) exchanges.push(exchange);
      error ??= fatal;
      const seen = observations.map((found): Sighting => {
        const observation = { ...redact(found, sent.secrets), ...(options.strict ? { severity: undefined } : {}) } as Judged;
        return { testCase: sent.testCase, observation, curl: curlOf(target, testCase.operation, request, sent.testCase.request, secrets) };
      });
      return { verdict: verdict.kind === 'error' || verdict.kind === 'skip' ? verdict : verdictOf(seen.map(({ observation }) => observation)), sightings: seen };
    });
  }

  async function judgeCase(testCase: Case): Promise<void> {
    const seen = await send(testCase);
    record(testCase, worst(seen.map(({ verdict }) => verdict)));
    let own = seen.flatMap((one) => one.sightings);
    if (own.length > 0 && testCase.parts && isServed(testCase.operation)) {
      const blamed = await judgeParts(testCase.parts, own);
      own = own.filter(({ observation }) => !blamed.has(observation.check));
    }
    sightings.push(...own);
  }

  /** Tries what was put together one by one; the checks that a part alone trips need not be told of the whole. */
  async function judgeParts(parts: readonly Case[], whole: readonly Sighting[]): Promise<Set<string>> {
    const suspected = new Set(whole.map(({ observation }) => observation.check));
    const blamed = new Set<string>();
    for (const part of parts) {
      if (error !== undefined) break;
      const seen = await send(part);
      record(part, worst(seen.map(({ verdict }) => verdict)));
      for (const sighting of seen.flatMap((one) => one.sightings)) {
        sightings.push(sighting);
        if (suspected.has(sighting.observation.check)) blamed.add(sighting.observation.check);
      }
    }
    return blamed;
  }

  /** Whether the operation has served any valid request: where it has not, no part of one is to blame. */
  const isServed = (operation: Operation) => exchanges.some(({ case: { intent, operation: asked }, reply }) => asked === operation && intent === 'valid' && reply.status < 300);

  async function fuzzOperation(operation: Operation, { count, seed }: { count: number; seed: number }, known: KnownValues): Promise<void> {
    const nameOf = ({ observation }: Sighting) => `${observation.check} ${observation.defect}`;
    const defects = new Set(sightings.filter(({ testCase }) => testCase.operation === operation).map(nameOf));
    const trial = async (testCase: Case) => (await send(testCase)).flatMap((seen) => seen.sightings).filter(({ observation }) => observation.severity !== 'notice').map(nameOf);
    await fuzz(operation, known, count, seed, defects, trial, async (testCase) => {
      const seen = await send(testCase);
      record(testCase, worst(seen.map(({ verdict }) => verdict)));
      for (const sighting of seen.flatMap((one) => one.sightings)) {
        sightings.push(sighting);
        defects.add(nameOf(sighting));
      }
    }, () => error !== undefined || options.signal?.aborted === true);
  }

  try {
    for (const operation of wantedOperations(contract, options.operations)) {
      const known: KnownValues = values.get(operation.id) ?? new Map();
      const plan = planOperation(operation, { ...options.plan, known });
      const reason = 'unusable' in plan ? plan.unusable : unusableAnswers(operation);
      if ('unusable' in plan || reason !== undefined) {
        unusable.push(reason!);
        continue;
      }
      planned.push(operation);
      discarded.push(...plan.discarded);
      leftOut += plan.leftOut;
      for (const testCase of plan.skipped) record(testCase, { kind: 'skip', reason: 'only one value is known to be accepted in its place' });
      for (const testCase of plan.cases) {
        if (options.signal?.aborted) error ??= interruption;
        if (error !== undefined) record(testCase, { kind: 'skip', reason: error });
        else await judgeCase(testCase);
      }
      if (options.fuzz && error === undefined) await fuzzOperation(operation, options.fuzz, known);
      if (error === undefined) options.progress?.(`${contract.api} ${operation.id}: ${plan.cases.length} cases`);
    }
  } finally {
    await sender.close();
  }
  const unjudged = unjudgeable(contract.api, target, exchanges);
  error ??= unjudged?.reason;
  // a server that is not the API, or let nobody in, is not accused of what it could not show, and does not pass by it
  const concerned = new Set(planned.filter((operation) => unjudged?.concerns(operation)).map(({ id }) => id));
  const isJudged = ({ operation }: { readonly operation: string }) => !concerned.has(operation);
  return {
    api: {
      name: contract.api,
      target,
      operations: planned.map(({ id }) => id),
      ...(error === undefined ? {} : { error }),
      unsupported: [...contract.unsupported.map(({ source, reason }) => `${source.file}:${contract.line(source)}: ${reason}`), ...unusable],
      discarded,
      leftOut,
    },
    results: results.map((result) => (isJudged(result) || !unjudged ? result : { ...result, verdict: { kind: 'error', reason: unjudged.reason } })),
    findings: findingsOf(contract, sightings, exchanges.map((exchange) => exchange.case)).filter(isJudged),
  };
}

type Seen = { readonly verdict: Verdict; readonly sightings: readonly Sighting[] };

const wantedChecks = (exclude: readonly string[] = []): Check[] => (Object.values(checks) as Check[]).filter(({ id }) => !exclude.includes(id));

/** The verdict of several requests of one case: that of the worst. */
function worst(verdicts: readonly Verdict[]): Verdict {
  const failed = verdicts.flatMap((verdict) => (verdict.kind === 'fail' ? verdict.checks : []));
  if (failed.length > 0) return { kind: 'fail', checks: [...new Set(failed)] };
  return verdicts.find(({ kind }) => kind === 'error') ?? verdicts.find(({ kind }) => kind === 'skip') ?? { kind: 'pass' };
}

/** Why the answers of an operation can't be judged; found before anything is sent, and not in the middle of the run. */
function unusableAnswers({ id, responses }: Operation): string | undefined {
  try {
    for (const { content } of responses) for (const { schema } of content) schema?.validate(null);
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return `${id}: ${error.message}`;
  }
}
