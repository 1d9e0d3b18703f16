/**
 * Says at the end of a process how much memory it had at the most; to be loaded with `--import`.
 */
process.on('exit', () =>
  process.stderr.write(`peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB\n`),
);
