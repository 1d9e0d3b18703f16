// Loaded before a command, with `--import`: what Node compiles of it, its types taken off, is kept between starts.
// Plain JavaScript, because this file comes too early to be kept itself.
import { enableCompileCache, flushCompileCache } from 'node:module';

enableCompileCache();
// also for a process that is killed, or that crashes, before it ends by itself
setTimeout(flushCompileCache, 1000).unref();
