import { accessSync, constants, existsSync, realpathSync } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { readTextOr } from '../../../conformance/core/text-file.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { userPath } from '../../../conformance/core/user-path.ts';
import { parseYaml } from '../../../conformance/core/yaml-file.ts';
import type { Mistake } from '../things/saved.ts';
import type { Snapshot } from './snapshot.ts';
import { lock } from './state-lock.ts';
import { stateText } from './state-text.ts';

/** The file that keeps the state of a mock from one start to the next. */
export type StateFile = {
  /** Writes what has changed. Never fails: it tells once why the file can't be written. */
  readonly save: () => Promise<void>;
  /** Writes what has changed, and gives the file free. */
  readonly close: () => Promise<void>;
};

/** The state that a file keeps. */
export type Filed = {
  readonly snapshot: () => Snapshot;
  readonly restore: (snapshot: unknown) => Mistake | undefined;
  /** Values that are others after each change. */
  readonly stamp: () => readonly unknown[];
  readonly complain: (problem: string) => void;
};

/** How often changes are written, in milliseconds. */
const pause = 1000;

/**
 * Restores the state that a file keeps, and writes it after changes, at most once a second. Throws a
 * `UserError` if another mock has the file, or if it can't be read; then it stays as it is.
 */
export async function openStateFile(named: string, filed: Filed): Promise<StateFile> {
  const path = userPath(named);
  const isThere = existsSync(path);
  const file = isThere ? realpathSync(path) : path;
  const held = lock(file);
  try {
    if (isThere) {
      read(file, filed);
      accessSync(file, constants.W_OK);
    } else await write(file, filed.snapshot());
  } catch (error) {
    held[Symbol.dispose]();
    if (error instanceof UserError) throw error;
    throw new UserError(`--state ${named} can't be written: ${(error as Error).message}.`);
  }
  return saving(file, held, filed);
}

function saving(file: string, held: Disposable, { snapshot, stamp, complain }: Filed): StateFile {
  let written = stamp();
  let isTold = false;
  let current = Promise.resolve();

  async function saveNow(): Promise<void> {
    const now = stamp();
    if (now.length === written.length && now.every((value, index) => value === written[index]))
      return;
    try {
      await write(file, snapshot());
      written = now;
      if (isTold) complain(`${file} is written again.`);
      isTold = false;
    } catch (error) {
      if (!isTold)
        complain(
          `${file} can't be written: ${(error as Error).message}. The mock goes on, and tries it again after each second.`,
        );
      isTold = true;
    }
  }
  // one after the other
  const save = () => (current = current.then(saveNow));
  const timer = setInterval(() => void save(), pause).unref();
  return {
    save,
    async close() {
      clearInterval(timer);
      await save();
      held[Symbol.dispose]();
    },
  };
}

/** Writes a file as a whole or not at all, also if the process or the machine ends meanwhile. */
async function write(file: string, snapshot: Snapshot): Promise<void> {
  const temporary = `${file}.tmp`;
  // who may read the state may not become more people
  const { mode = 0o666 } = await stat(file).catch(() => ({}) as { mode?: number });
  // of a mock that was killed; or somebody else's link to another file
  await rm(temporary, { force: true });
  try {
    const handle = await open(temporary, 'wx', mode & 0o777);
    try {
      for (const part of stateText(snapshot)) await handle.write(part);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, file);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}

const wayOut = 'Correct it, or move the file away to begin again';

function read(file: string, { restore }: Filed): void {
  const text = readTextOr(file, (reason) => {
    throw new UserError(`--state ${file} can't be read: ${reason}.`);
  });
  // as `mktemp` makes it
  if (text.trim() === '') return;
  const mistake = restore(parsed(file, text));
  if (!mistake) return;
  const { problem, at } = mistake;
  throw new UserError(`${parseYaml(file, text).at(at)}: ${problem}. ${wayOut}.`);
}

function parsed(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    // tells the line
    parseYaml(file, text);
    throw new UserError(`${file}: this is not JSON: ${(error as Error).message}. ${wayOut}.`);
  }
}
