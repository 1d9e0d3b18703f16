import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { UserError } from '../../../conformance/core/user-error.ts';

const own = new Set<string>();

/**
 * Keeps other mocks from a file while this one writes it. Throws a `UserError` if another one does, or
 * if its folder can't be written.
 */
export function lock(file: string): Disposable {
  const name = `${file}.lock`;
  if (!create(name)) {
    const holder = holderOf(name);
    if (own.has(name) || isRunning(holder))
      throw new UserError(
        `${file} is the state of another mock, process ${holder}: end that one, or name another file. If there is no such mock, remove ${name}.`,
      );
    // its mock ended without removing it
    writeFileSync(name, `${process.pid}\n`);
  }
  own.add(name);
  return {
    [Symbol.dispose]() {
      own.delete(name);
      rmSync(name, { force: true });
    },
  };
}

function create(name: string): boolean {
  try {
    writeFileSync(name, `${process.pid}\n`, { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new UserError(`--state can't be written: ${message}.`);
  }
}

const holderOf = (name: string): number => Number.parseInt(readFileSync(name, 'utf8'), 10);

/** Whether a process runs. Signal 0 only asks. */
function isRunning(id: number): boolean {
  if (!(id > 0) || id === process.pid) return false;
  try {
    process.kill(id, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
