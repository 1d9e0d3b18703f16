// Loaded before a command with `--import`: caches the code that Node compiles, with types stripped, between starts.
// Plain JavaScript, because this file is loaded before the cache and can't be cached.
import { enableCompileCache, flushCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

// below this project: in the shared folder for temporary files, which is Node's default, another user of the machine
// could put code that this command would run. NODE_COMPILE_CACHE, which Node reads itself, wins
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)));
// writes the cache early, for a process that is killed or crashes
setTimeout(flushCompileCache, 1000).unref();
