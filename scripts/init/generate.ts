import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { extname } from 'node:path';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(
  new URL(`../contracts${extname(import.meta.filename)}`, import.meta.url),
);

/** Writes what is generated of a new repository, as its own script does. Returns the exit code. */
export async function generateIn(folder: string): Promise<number> {
  // a process of its own: the commands work in the folder where they are started
  const { INIT_CWD: _, ...env } = process.env;
  const child = spawn(process.execPath, [program, 'generate', 'spec'], {
    ...{ cwd: folder, env, stdio: ['ignore', 'ignore', 'inherit'] },
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 2;
}
