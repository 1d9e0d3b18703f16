import { relative, resolve } from 'node:path';

/**
 * Resolves a path relative to the user's folder: npm runs scripts in the folder of package.json and
 * keeps the user's in INIT_CWD. The result is relative to the working directory if it is below it.
 */
export function userPath(path: string): string {
  const absolute = resolve(process.env.INIT_CWD ?? '.', path);
  const shown = relative('.', absolute);
  return shown.startsWith('..') ? absolute : shown || '.';
}
