import { relative, resolve } from 'node:path';

/**
 * Resolves a path that a user wrote, relative to the folder of the user: npm runs scripts in the
 * folder of package.json
 * and keeps the user's folder in INIT_CWD.
 */
export function userPath(path: string): string {
  const absolute = resolve(process.env.INIT_CWD ?? '.', path);
  const shown = relative('.', absolute);
  return shown.startsWith('..') ? absolute : shown || '.';
}
