import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { readFlags, runCommand } from '../core/command-line.ts';
import { UserError } from '../core/user-error.ts';
import { described } from './subjects.ts';
import {
  accusationsOfTheRight,
  candidateClasses,
  candidates,
  type Scored,
  type Candidate,
} from './score.ts';

/** More would only wait for each other. */
const threads = Math.min(8, availableParallelism());

const help = `Lets the runner judge every wrong implementation of the corpus, and every right one.

  npm run mutants -- [--class CLASS] [--operation ID] [--id ID] [--jobs N] [--curl]

  --class CLASS    only these: ${candidateClasses.join(', ')}
  --operation ID   only those that are wrong in this operation
  --id ID          only those whose id begins like this; what they are accused of is shown
  --jobs N         how many threads judge, one candidate at a time each (default ${threads})
  --curl           also paste the curl line of every finding into a shell, and see whether it shows the finding again
  --list           show them and end
  --help           show this and end

Exit codes: 0 all that are wrong are found, each by the checks it should be, none that is right is accused, and every
line that was pasted repeats its finding; 1 not so; 2 a wrong flag.
`;

async function main(): Promise<number> {
  const { values } = readFlags({
    options: {
      class: { type: 'string' },
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
    [candidate.operation, undefined].includes(values.operation) &&
    candidate.id.startsWith(values.id ?? '');
  const wanted = candidates().filter(isWanted);
  if (wanted.length === 0)
    throw new UserError(
      'No implementation of the corpus is meant by these flags; --list shows them all.',
    );
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
    throw new UserError(`--jobs is a whole number from 1, not "${values.jobs}".`);
  const scored = await all(wanted, jobs, values.curl);
  const isWhole = wanted.length === candidates().length;
  const accused = isWhole ? await accusationsOfTheRight() : [];
  process.stdout.write(summary(scored, accused, isWhole, values.id !== undefined));
  return scored.every(
    ({ outcome, pasted }) => outcome === 'found' && (pasted?.lost.length ?? 0) === 0,
  ) && accused.length === 0
    ? 0
    : 1;
}

async function all(wanted: readonly Candidate[], jobs: number, pastes: boolean): Promise<Scored[]> {
  const begun = performance.now();
  const scored: Scored[] = [];
  const left = wanted.values();
  // planning and judging take more time than sending: one thread would let answers wait and seem
  // late
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
            `${scored.length} of ${wanted.length} judged (${Math.round((performance.now() - begun) / 1000)} s)\n`,
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
    `${name.padEnd(16)}${String(list.length).padStart(6)}${String(count(list, 'found')).padStart(8)}${String(count(list, 'astray')).padStart(8)}${String(count(list, 'missed')).padStart(8)}${String(count(list, 'unjudged')).padStart(10)}  ${percent(list)}\n`;
  const percent = (list: readonly Scored[]) =>
    `${(Math.floor((1000 * count(list, 'found')) / list.length) / 10).toFixed(1)} %`;
  const by = (name: string, key: (candidate: Scored['candidate']) => string) =>
    `${name.padEnd(16)}${'all'.padStart(6)}${'found'.padStart(8)}${'astray'.padStart(8)}${'missed'.padStart(8)}${'unjudged'.padStart(10)}\n${[...Map.groupBy(scored, ({ candidate }) => key(candidate))].map(([value, list]) => row(value, list)).join('')}`;
  const shown = showsAll ? scored : scored.filter(({ outcome }) => outcome !== 'found');
  const right = !isWhole
    ? ''
    : accused.length === 0
      ? `No finding on what is right: ${described.length} descriptions, by hand, by the contract server and by the mock.\n`
      : accused.map((line) => `accused  ${line}\n`).join('');
  return `${shown.map(line).join('')}${shown.length > 0 ? '\n' : ''}${by('class', (candidate) => candidate.class)}\n${by('api', ({ api }) => api)}\n${row('all', scored)}${right}${pastings(scored)}`;
}

/** What became of the lines that were pasted; nothing where none was. */
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
  return `${told.join('')}${lines - lost.length} of ${lines} findings were repeated by their curl lines.\n`;
}

const line = ({ candidate: { id, reason, trips }, outcome, reported, error }: Scored): string =>
  `${outcome}  ${id}\n        ${reason}\n        expected ${trips.join(', ')}; reported ${reported.join(', ') || 'nothing'}${error === undefined ? '' : ` (${error})`}\n`;

await runCommand(main);
