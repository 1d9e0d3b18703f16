import { run, type Assignment } from '../run/run.ts';
import type { Finding, Report } from '../report/report.ts';
import { serveContract } from './contract-server.ts';
import { classes, type Fault } from './contract-server/fault.ts';
import { faultsOf } from './faults.ts';
import { mutants } from './mutants.ts';
import { paste, type Scene } from './paste.ts';
import type { RunningServer } from './server.ts';
import type { StateFault } from './stateful/fault.ts';
import { stateFaults } from './stateful/faults.ts';
import { accusations, contractOf, judge } from './stateful/judge.ts';
import { statefulServers } from './stateful/servers.ts';
import { described, rightImplementations, startByHand, type Described } from './subjects.ts';

/** A wrong implementation that the runner must detect: written by hand, or generated. */
export type Candidate = {
  readonly id: string;
  readonly class: 'by hand' | 'state' | Fault['class'];
  readonly family?: Fault['family'];
  readonly api: string;
  readonly operation: string;
  readonly reason: string;
  readonly trips: readonly string[];
  readonly mayTrip?: readonly string[];
  readonly isEverywhere?: true;
  readonly start: () => Promise<RunningServer>;
};

/**
 * The result for a candidate. `imprecise`: detected, but checks outside `trips` also report it.
 * `unjudged`: at least one case could not be judged.
 */
export type Scored = {
  readonly candidate: Omit<Candidate, 'start'>;
  readonly outcome: 'detected' | 'missed' | 'imprecise' | 'unjudged';
  /** The ids of the checks that report it. */
  readonly reported: readonly string[];
  readonly error?: string;
  /** With `pastes`: the number of curl lines, and those that do not reproduce their finding. */
  readonly pasted?: { readonly lines: number; readonly lost: readonly Lost[] };
};

/** A finding that its curl line does not reproduce, and what the line shows instead. */
export type Lost = {
  readonly id: string;
  readonly line: string;
  readonly found: readonly string[];
  readonly output: string;
};

/** The classes of candidates, in the order of the summary. */
export const candidateClasses = ['by hand', 'state', ...classes] as const;

/**
 * How long an exchange may take, in milliseconds. Only a candidate that must trip `within-time` is
 * waited for that long, so only there it is short.
 */
export const timeoutOf = ({ trips }: Pick<Candidate, 'trips'>, { pastes = false } = {}): number =>
  !trips.includes('within-time') ? 20_000 : pastes ? 4000 : 1000;

/** How many cases of an operation show what every response shows: one of each generator. */
const enough = 30;

/** Every candidate: the mutants written by hand, and the generated faults of every description. */
export function candidates(): Candidate[] {
  const byHand = mutants.map(
    ({ id, api, operation, reason, trips, family }): Candidate => ({
      id,
      class: 'by hand',
      ...(family ? { family } : {}),
      api,
      operation,
      reason,
      trips,
      start: () => startByHand(id),
    }),
  );
  const generated = described.flatMap((subject) =>
    faultsOf(subject.description).map((fault): Candidate => {
      const { id, operation, reason, trips, family, mayTrip, isEverywhere } = fault;
      return {
        id,
        class: fault.class,
        ...(family ? { family } : {}),
        ...(mayTrip ? { mayTrip } : {}),
        ...(isEverywhere ? { isEverywhere } : {}),
        api: subject.api,
        operation,
        reason,
        trips,
        start: () => serveContract({ ...subject, fault }),
      };
    }),
  );
  return [...byHand, ...generated, ...ofState()];
}

/** Servers that keep things wrongly; their operation is the kind of thing. */
const ofState = (): Candidate[] =>
  stateFaults.map((fault) => ({
    id: fault.id,
    class: 'state',
    api: fault.server,
    operation: fault.id.split('/')[1] ?? '',
    reason: fault.reason,
    trips: fault.trips,
    start: () => statefulServers[fault.server].start({ fault }),
  }));

/**
 * Runs the runner against one candidate, in the operation that is wrong. With `pastes`, also runs
 * the curl line of every finding.
 */
export async function scoreOf(
  { start, ...candidate }: Candidate,
  { pastes = false } = {},
): Promise<Scored> {
  if (candidate.class === 'state') return await scoreOfState(candidate);
  const subject = described.find(({ api }) => api === candidate.api);
  if (subject === undefined) throw new Error(`there is no description of ${candidate.api}`);
  await using server = await start();
  const timeout = timeoutOf(candidate, { pastes });
  const report = await run([assignmentOf(subject, server.url)], {
    timeout,
    operations: [candidate.operation],
    ...(candidate.isEverywhere ? { plan: { maxCases: enough } } : {}),
  });
  // a notice counts only where the candidate must trip its check
  const reported = [
    ...new Set(
      report.findings
        .filter((finding) => isFailure(finding) || candidate.trips.includes(finding.check))
        .map(({ check }) => check),
    ),
  ].toSorted();
  // which check sees a habit first depends on the request
  const isDetected = candidate.family
    ? reported.some((check) => isExpected(candidate, check))
    : candidate.trips.every((check) => reported.includes(check));
  const [error] = errorsOf(report);
  const outcome =
    error !== undefined
      ? 'unjudged'
      : !isDetected
        ? 'missed'
        : reported.some((check) => !isExpected(candidate, check))
          ? 'imprecise'
          : 'detected';
  return {
    candidate,
    outcome,
    reported,
    ...(error === undefined ? {} : { error }),
    ...(pastes
      ? { pasted: await pasteAll(report.findings, { ...subject, target: server.url, timeout }) }
      : {}),
  };
}

/** One fault of what is kept has many effects, so one of the checks is enough. */
async function scoreOfState(candidate: Omit<Candidate, 'start'>): Promise<Scored> {
  const fault = stateFaults.find(({ id }) => id === candidate.id)!;
  await using server = await statefulServers[fault.server].start({ fault });
  const report = await judge(contractOf(fault.server), server, { plan: { maxCases: enough } });
  const reported = [...new Set(report.findings.filter(isFailure).map(({ check }) => check))];
  const isDetected = reported.some((check) => candidate.trips.includes(check));
  return { candidate, outcome: isDetected ? 'detected' : 'missed', reported: reported.toSorted() };
}

const isExpected = ({ trips, mayTrip = [] }: Omit<Candidate, 'start'>, check: string) =>
  trips.includes(check) || mayTrip.includes(check);

async function pasteAll(
  findings: readonly Finding[],
  scene: Scene,
): Promise<NonNullable<Scored['pasted']>> {
  const pasted = await paste(findings, scene);
  return {
    lines: pasted.length,
    lost: pasted.flatMap(({ isReproduced, finding: { id, curl: line }, found, output }) =>
      isReproduced ? [] : [{ id, line, found, output }],
    ),
  };
}

/** Findings on right implementations, one line each; there must be none. */
export async function findingsOnRight(): Promise<string[]> {
  const lines: string[] = [];
  for (const { name, apis, start } of rightImplementations) {
    await using server = await start();
    for (const subject of described.filter(({ api }) => apis.includes(api))) {
      const report = await run([assignmentOf(subject, server.urlOf(subject.api))], {
        timeout: 10_000,
        operations: [],
      });
      for (const { check, operation, message, case: id } of report.findings.filter(isFailure))
        lines.push(`${name}, ${operation}: ${check}: ${message} (${id})`);
      for (const error of errorsOf(report)) lines.push(`${name}, ${subject.api}: ${error}`);
      for (const unsupported of report.apis.flatMap((api) => api.unsupported))
        lines.push(`${name}, ${subject.api}: not judged: ${unsupported}`);
    }
  }
  for (const [name, { start }] of Object.entries(statefulServers)) {
    await using server = await start({});
    const report = await judge(contractOf(name as StateFault['server']), server);
    lines.push(...accusations(report).map((line) => `the stateful server ${name}, ${line}`));
  }
  return lines;
}

/** Why APIs and cases could not be judged, so that no finding of another check hides an error. */
const errorsOf = ({ apis, results }: Report): readonly string[] => [
  ...apis.flatMap(({ error }) => error ?? []),
  ...results.flatMap(({ id, verdict }) =>
    verdict.kind === 'error' ? [`${id}: ${verdict.reason}`] : [],
  ),
];

const isFailure = ({ severity }: Finding): boolean => severity !== 'notice';

/** The contract of a description, to be checked at a target. */
export const assignmentOf = ({ contract, credentials }: Described, target: string): Assignment => ({
  contract: contract(),
  target,
  credentials,
  values: new Map(),
});
