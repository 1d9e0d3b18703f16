// Loaded before a command with `--import`: caches the code that Node compiles, with types stripped, between starts.
// Plain JavaScript, because this file is loaded before the cache and can't be cached.
import { enableCompileCache, flushCompileCache } from 'node:module';

enableCompileCache();
// writes the cache early, for a process that is killed or crashes
setTimeout(flushCompileCache, 1000).unref();
