/** Loaded with `--import`: prints the peak memory of a process when it exits. */
process.on('exit', () =>
  process.stderr.write(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`),
);
