/** Loaded with `--import`: prints the peak memory of a process, and its CPU time, when it exits. */
process.on('exit', () => {
  const { maxRSS, userCPUTime, systemCPUTime } = process.resourceUsage();
  const cpu = (userCPUTime + systemCPUTime) / 1000;
  process.stderr.write(`peak ${Math.round(maxRSS / 1024)} MB, cpu ${Math.round(cpu)} ms\n`);
});
