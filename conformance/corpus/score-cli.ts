import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { readFlags, runCommand } from '../core/command-line.ts';
import { UserError } from '../core/user-error.ts';
import { described } from './subjects.ts';
import {
  findingsOnRight,
  candidateClasses,
  candidates,
  type Scored,
  type Candidate,
} from './score.ts';

const threads = Math.min(8, availableParallelism());

const help = `Runs the runner against every wrong implementation of the corpus, and every right one.

  npm run mutants -- [--class CLASS] [--family NAME] [--operation ID] [--id ID] [--jobs N] [--curl]

  --class CLASS    only this class: ${candidateClasses.join(', ')}
  --family NAME    only those of this habit, such as trims; the summary lists all
  --operation ID   only those with the fault in this operation
  --id ID          only those whose id starts with ID; shows the checks that report each
  --jobs N         number of threads (default ${threads})
  --curl           also run the curl line of every finding in a shell: it must reproduce the finding
  --list           list them and exit
  --help           show this help

Exit codes: 0 every wrong implementation is detected by exactly the expected checks, nothing is found on a right one,
and every curl line reproduces its finding; 1 otherwise; 2 a wrong flag.
`;

async function main(): Promise<number> {
  const { values } = readFlags({
    options: {
      class: { type: 'string' },
      family: { type: 'string' },
      operation: { type: 'string' },
      id: { type: 'string' },
      jobs: { type: 'string', default: String(threads) },
      curl: { type: 'boolean', default: false },
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  if (values.help) {
    process.stdout.write(help);
    return 0;
  }
  const isWanted = (candidate: Candidate) =>
    [undefined, candidate.class as string].includes(values.class) &&
    [candidate.family, undefined].includes(values.family as Candidate['family']) &&
    [candidate.operation, undefined].includes(values.operation) &&
    candidate.id.startsWith(values.id ?? '');
  const wanted = candidates().filter(isWanted);
  if (wanted.length === 0)
    throw new UserError('No implementation of the corpus matches these flags. --list shows all.');
  if (values.list) {
    process.stdout.write(
      wanted
        .map(({ id, trips, reason }) => `${id}  (${trips.join(', ')})\n    ${reason}\n`)
        .join(''),
    );
    return 0;
  }
  const jobs = Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1)
    throw new UserError(`--jobs must be an integer from 1, not "${values.jobs}".`);
  const scored = await all(wanted, jobs, values.curl);
  const isWhole = wanted.length === candidates().length;
  const accused = isWhole ? await findingsOnRight() : [];
  process.stdout.write(summary(scored, accused, isWhole, values.id !== undefined));
  return scored.every(
    ({ outcome, pasted }) => outcome === 'detected' && (pasted?.lost.length ?? 0) === 0,
  ) && accused.length === 0
    ? 0
    : 1;
}

async function all(wanted: readonly Candidate[], jobs: number, pastes: boolean): Promise<Scored[]> {
  const started = performance.now();
  const scored: Scored[] = [];
  const left = wanted.values();
  // in one thread, planning and judging would delay responses until they seem late
  const work = () =>
    new Promise<void>((finished, failed) => {
      const worker = new Worker(new URL('./score-worker.ts', import.meta.url), {
        workerData: { pastes },
      });
      const next = () => {
        const { value } = left.next();
        if (value) worker.postMessage(value.id);
        else void worker.terminate().then(() => finished());
      };
      worker.on('error', failed).on('message', (result: Scored) => {
        scored.push(result);
        if (scored.length % 100 === 0)
          process.stderr.write(
            `${scored.length} of ${wanted.length} judged (${Math.round((performance.now() - started) / 1000)} s)\n`,
          );
        next();
      });
      next();
    });
  await Promise.all(Array.from({ length: Math.min(jobs, wanted.length) }, work));
  const order = new Map(wanted.map(({ id }, index) => [id, index]));
  return scored.toSorted(
    (one, other) => order.get(one.candidate.id)! - order.get(other.candidate.id)!,
  );
}

function summary(
  scored: readonly Scored[],
  accused: readonly string[],
  isWhole: boolean,
  showsAll: boolean,
): string {
  const count = (list: readonly Scored[], outcome: Scored['outcome']) =>
    list.filter((each) => each.outcome === outcome).length;
  const row = (name: string, list: readonly Scored[]) =>
    `${name.padEnd(28)}${String(list.length).padStart(6)}${String(count(list, 'detected')).padStart(10)}${String(count(list, 'imprecise')).padStart(11)}${String(count(list, 'missed')).padStart(8)}${String(count(list, 'unjudged')).padStart(10)}  ${percent(list)}\n`;
  const percent = (list: readonly Scored[]) =>
    `${(Math.floor((1000 * count(list, 'detected')) / list.length) / 10).toFixed(1)} %`;
  const by = (name: string, key: (candidate: Scored['candidate']) => string | undefined) =>
    `${name.padEnd(28)}${'all'.padStart(6)}${'detected'.padStart(10)}${'imprecise'.padStart(11)}${'missed'.padStart(8)}${'unjudged'.padStart(10)}\n${[...Map.groupBy(scored, ({ candidate }) => key(candidate))].map(([value, list]) => (value === undefined ? '' : row(value, list))).join('')}`;
  const shown = showsAll ? scored : scored.filter(({ outcome }) => outcome !== 'detected');
  const right = !isWhole
    ? ''
    : accused.length === 0
      ? `No finding on the right implementations of ${described.length} descriptions: by hand, contract server and mock.\n`
      : accused.map((line) => `false positive  ${line}\n`).join('');
  return `${shown.map(line).join('')}${shown.length > 0 ? '\n' : ''}${by('class', (candidate) => candidate.class)}\n${by('api', ({ api }) => api)}\n${by('family', ({ family }) => family)}\n${row('all', scored)}${right}${pastings(scored)}`;
}

/** Lines that do not reproduce their finding, and the number of those that do. */
function pastings(scored: readonly Scored[]): string {
  const pasted = scored.flatMap((each) => each.pasted ?? []);
  if (pasted.length === 0) return '';
  const lost = pasted.flatMap((each) => each.lost);
  const lines = pasted.reduce((sum, each) => sum + each.lines, 0);
  const told = scored.flatMap(({ candidate, pasted: one }) =>
    (one?.lost ?? []).map(
      (each) =>
        `lost  ${candidate.id}: ${each.id}\n        ${each.line}\n        shows ${each.found.join(', ') || 'nothing'}: ${JSON.stringify(each.output)}\n`,
    ),
  );
  return `${told.join('')}${lines - lost.length} of ${lines} findings are reproduced by their curl lines.\n`;
}

const line = ({ candidate: { id, reason, trips }, outcome, reported, error }: Scored): string =>
  `${outcome}  ${id}\n        ${reason}\n        expected ${trips.join(', ')}; reported ${reported.join(', ') || 'nothing'}${error === undefined ? '' : ` (${error})`}\n`;

await runCommand(main);
