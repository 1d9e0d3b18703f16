import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomOf } from '../../../scripts/mock/respond/random.ts';
import { readText } from '../../core/text-file.ts';
import { parseYaml } from '../../core/yaml-file.ts';
import { foreignDescriptions } from '../foreign-descriptions.ts';
import { mutated } from './mutate.ts';
import { tried, type Trial } from './trial.ts';

/** Small ones, since a mutation is planned and mocked whole. */
const mutatedOnes = ['galaxy', 'konsumation', 'uspto', 'decentraland', 'readme', 'dialogporten'];

const sources = foreignDescriptions.filter(({ name }) => mutatedOnes.includes(name));
const parsed = new Map<string, object>();

/** How many paths of a description a mutation keeps. */
const keptPaths = 3;

/** The mutation of a seed: a part of a real description with some changes. */
export function mutationOf(seed: number): object {
  const random = randomOf(`mutation ${seed}`);
  const { file } = sources[seed % sources.length]!;
  const whole = parsed.get(file) ?? contentOf(file);
  parsed.set(file, whole);
  const paths = Object.entries((whole as { paths: object }).paths);
  const first = Math.floor(random() * paths.length);
  const kept = paths.slice(first, first + keptPaths);
  return mutated({ ...whole, paths: Object.fromEntries(kept) as object }, random);
}

const contentOf = (file: string): object =>
  parseYaml(file, readText(file), { merge: true }).document.toJS({ maxAliasCount: -1 }) as object;

/** Loads, plans and mocks the mutation of a seed, and lets the runner judge the mock. */
export async function tryMutation(seed: number): Promise<Trial> {
  const folder = mkdtempSync(join(tmpdir(), 'mutation-'));
  try {
    const file = join(folder, 'mutation.json');
    writeFileSync(file, JSON.stringify(mutationOf(seed)));
    return await tried(seed, [file, '--max-cases', '3', '--timeout', '5']);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
