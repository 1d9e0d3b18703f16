import { relative, resolve } from 'node:path';

/**
 * A path that a user wrote, as this process can open it: npm runs its scripts in the folder of package.json,
 * and keeps in INIT_CWD the folder where the user is.
 */
export function userPath(path: string): string {
  const absolute = resolve(process.env.INIT_CWD ?? '.', path);
  const shown = relative('.', absolute);
  return shown.startsWith('..') ? absolute : shown || '.';
}
