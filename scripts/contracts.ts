#!/usr/bin/env node
// An old Node must be able to read this file, so that it can be told: no import at the start, no new syntax.

/** The oldest Node that can run it; `engines` in package.json says the same. */
const oldest = [24, 12] as const;

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(
    `error: This needs Node ${oldest.join('.')} or newer, and this is ${process.version} (${process.execPath}).\n`,
  );
  process.exitCode = 2;
} else {
  // the cache comes before the code that it holds
  void import('./compile-cache.js')
    .then(() => import('./contracts/main.ts'))
    .then(({ main }) => main(process.argv.slice(2)));
}

export {};
