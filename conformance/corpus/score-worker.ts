import { parentPort, workerData } from 'node:worker_threads';
import { scoreOf, suspects } from './score.ts';

/** A thread that judges the suspects whose ids it is told, one after the other. */

const { pastes } = workerData as { readonly pastes: boolean };
const known = new Map(suspects().map((suspect) => [suspect.id, suspect]));

parentPort?.on('message', async (id: string) => {
  const suspect = known.get(id);
  if (suspect === undefined) throw new Error(`there is no suspect ${id}`);
  parentPort?.postMessage(await scoreOf(suspect, { pastes }));
});
