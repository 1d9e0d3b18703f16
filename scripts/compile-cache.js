// Loaded before a command, with `--import`: what Node compiles of it, its types taken off, is kept between starts.
// Plain JavaScript, because this file comes too early to be kept itself.
import { enableCompileCache } from 'node:module';

enableCompileCache();
