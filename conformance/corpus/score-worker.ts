import { parentPort, workerData } from 'node:worker_threads';
import { scoreOf, candidates } from './score.ts';

/** A thread that judges candidates by their ids, one after the other. */

const { pastes } = workerData as { readonly pastes: boolean };
const known = new Map(candidates().map((candidate) => [candidate.id, candidate]));

parentPort?.on('message', async (id: string) => {
  const candidate = known.get(id);
  if (candidate === undefined) throw new Error(`there is no candidate ${id}`);
  parentPort?.postMessage(await scoreOf(candidate, { pastes }));
});
