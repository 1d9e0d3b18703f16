// Loaded before a command: caches the code that Node compiles, with types stripped, between starts.
// Plain JavaScript, because this file is loaded before the cache and can't be cached.
import { existsSync, lstatSync, mkdirSync, statSync } from 'node:fs';
import { enableCompileCache, flushCompileCache } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const { env, getuid = () => 0 } = process;

/** Where this user's programs keep what they can make again. */
function cachesOfUser() {
  if (process.platform === 'win32') return env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches');
  return env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
}

/** Makes a folder in another, or finds it. Whether no other user can write to either of them. */
function isOwn(outer, name) {
  mkdirSync(join(outer, name), { recursive: true, mode: 0o700 });
  // the outer one may be a link to another disk
  return [statSync(outer), lstatSync(join(outer, name))].every(
    ({ uid, mode }) => process.platform === 'win32' || (uid === getuid() && (mode & 0o022) === 0),
  );
}

/**
 * The folder of the cache: below this project, or, where the package is installed, one of the user.
 * Never the shared folder for temporary files, which is Node's default: another user of the machine
 * could put code there that this command would run. `undefined` if there is no safe folder.
 */
function folder() {
  const modules = fileURLToPath(new URL('../node_modules', import.meta.url));
  if (existsSync(modules)) return join(modules, '.cache', 'compile');
  const [outer, name] = [cachesOfUser(), 'openapi-contract-suite'];
  try {
    return isOwn(outer, name) ? join(outer, name) : undefined;
  } catch {
    // a home that is read-only, or none at all: everything works without a cache
    return undefined;
  }
}

// NODE_COMPILE_CACHE, which Node reads itself, wins
const cache = folder();
if (cache !== undefined) enableCompileCache(cache);
// writes the cache early, for a process that is killed or crashes
setTimeout(flushCompileCache, 1000).unref();
