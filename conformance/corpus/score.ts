import { run, type Assignment } from '../run/run.ts';
import type { Finding, Report } from '../report/report.ts';
import { serveContract } from './contract-server.ts';
import { classes, type Fault } from './contract-server/fault.ts';
import { faultsOf } from './faults.ts';
import { mutants } from './mutants.ts';
import { paste } from './paste.ts';
import type { RunningServer } from './server.ts';
import { described, rightImplementations, startByHand, type Described } from './subjects.ts';

/** One wrong implementation to be found: written by hand, or generated. */
export type Candidate = {
  readonly id: string;
  readonly class: 'by hand' | Fault['class'];
  readonly api: string;
  readonly operation: string;
  readonly reason: string;
  readonly trips: readonly string[];
  readonly start: () => Promise<RunningServer>;
};

/**
 * What became of a candidate. `astray` is one that is found, and accused of more besides; of one
 * that is `unjudged` at least one case could not be judged.
 */
export type Scored = {
  readonly candidate: Omit<Candidate, 'start'>;
  readonly outcome: 'found' | 'missed' | 'astray' | 'unjudged';
  /** The checks that reported it. */
  readonly reported: readonly string[];
  /** Why it could not be judged. */
  readonly error?: string;
  /**
   * Where the lines of its findings were pasted into a shell: how many there are, and those that
   * did not show theirs again.
   */
  readonly pasted?: { readonly lines: number; readonly lost: readonly Lost[] };
};

/** A finding that its line did not repeat, and what it showed instead. */
export type Lost = {
  readonly id: string;
  readonly line: string;
  readonly found: readonly string[];
  readonly output: string;
};

/** The classes of candidates, in the order of their mention. */
export const candidateClasses = ['by hand', ...classes] as const;

/** How long an exchange may take: a candidate that hangs is waited for that long, each time. */
const timeout = 1000;
/** The same where shells are started beside it, for which a slow machine lets requests wait. */
const timeoutBesideShells = 4000;

/**
 * Every candidate: the mutants that were written by hand, and the generated faults of every
 * description.
 */
export function candidates(): Candidate[] {
  const byHand = mutants.map(
    ({ id, api, operation, reason, trips }): Candidate => ({
      id,
      class: 'by hand',
      api,
      operation,
      reason,
      trips,
      start: () => startByHand(id),
    }),
  );
  const generated = described.flatMap((subject) =>
    faultsOf(subject.description).map((fault): Candidate => {
      const { id, operation, reason, trips } = fault;
      return {
        id,
        class: fault.class,
        api: subject.api,
        operation,
        reason,
        trips,
        start: () => serveContract({ ...subject, fault }),
      };
    }),
  );
  return [...byHand, ...generated];
}

/**
 * Lets the runner judge one candidate, in the operation that it is wrong in. With `pastes`, it
 * tries the line of every finding too.
 */
export async function scoreOf(
  { start, ...candidate }: Candidate,
  { pastes = false } = {},
): Promise<Scored> {
  const subject = described.find(({ api }) => api === candidate.api);
  if (subject === undefined) throw new Error(`there is no description of ${candidate.api}`);
  await using server = await start();
  const limit = pastes ? timeoutBesideShells : timeout;
  const report = await run([assignmentOf(subject, server.url)], {
    timeout: limit,
    operations: [candidate.operation],
  });
  // a notice accuses nobody, but some candidates are there to be noticed
  const reported = [
    ...new Set(
      report.findings
        .filter((finding) => isAccusation(finding) || candidate.trips.includes(finding.check))
        .map(({ check }) => check),
    ),
  ].toSorted();
  const isFound = candidate.trips.every((check) => reported.includes(check));
  const [error] = errorsOf(report);
  const outcome =
    error !== undefined
      ? 'unjudged'
      : !isFound
        ? 'missed'
        : reported.length > candidate.trips.length
          ? 'astray'
          : 'found';
  return {
    candidate,
    outcome,
    reported,
    ...(error === undefined ? {} : { error }),
    ...(pastes ? { pasted: await pasteAll(report.findings, subject, server.url) } : {}),
  };
}

async function pasteAll(
  findings: readonly Finding[],
  subject: Described,
  target: string,
): Promise<NonNullable<Scored['pasted']>> {
  const pasted = await paste(findings, { ...subject, target, timeout: timeoutBesideShells });
  return {
    lines: pasted.length,
    lost: pasted.flatMap(({ isRepeated, finding: { id, curl: line }, found, output }) =>
      isRepeated ? [] : [{ id, line, found, output }],
    ),
  };
}

/** What the runner accuses implementations of that are right, as lines. */
export async function accusationsOfTheRight(): Promise<string[]> {
  const lines: string[] = [];
  for (const { name, apis, start } of rightImplementations) {
    await using server = await start();
    for (const subject of described.filter(({ api }) => apis.includes(api))) {
      const report = await run([assignmentOf(subject, server.urlOf(subject.api))], {
        timeout: 10_000,
        operations: [],
      });
      for (const { check, operation, message, case: id } of report.findings.filter(isAccusation))
        lines.push(`${name}, ${operation}: ${check}: ${message} (${id})`);
      for (const error of errorsOf(report)) lines.push(`${name}, ${subject.api}: ${error}`);
      for (const unsupported of report.apis.flatMap((api) => api.unsupported))
        lines.push(`${name}, ${subject.api}: not judged: ${unsupported}`);
    }
  }
  return lines;
}

/**
 * Why APIs and cases could not be judged: where a check fails, a finding of another must not hide
 * it.
 */
const errorsOf = ({ apis, results }: Report): readonly string[] => [
  ...apis.flatMap(({ error }) => error ?? []),
  ...results.flatMap(({ id, verdict }) =>
    verdict.kind === 'error' ? [`${id}: ${verdict.reason}`] : [],
  ),
];

const isAccusation = ({ severity }: Finding): boolean => severity !== 'notice';

/** What is to be checked, and where. */
export const assignmentOf = ({ contract, credentials }: Described, target: string): Assignment => ({
  contract: contract(),
  target,
  credentials,
  values: new Map(),
});
