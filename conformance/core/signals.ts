import type { ChildProcess } from 'node:child_process';

const signals = ['SIGINT', 'SIGTERM'] as const;

/** npm forwards a signal that its child has already got from the terminal: one Ctrl-C may be two. */
const twin = 500;
/** How long the end of a command may take after a signal by default, in milliseconds. */
const usual = 1800;

/** A watch for signals; disposing of it gives them back their default action. */
export type Watch = Disposable & {
  /** Does work that takes a while at a stretch with the default action, which ends the process. */
  readonly pausedFor: <Result>(work: () => Result) => Result;
};

/**
 * Calls `end` at Ctrl-C or SIGTERM, once. The process ends with exit code 2 if that takes longer
 * than `longest` milliseconds, and at once at another signal. While code runs at a stretch nothing is
 * called and no signal ends the process: watch only while there is something to save.
 */
export function onInterrupt(
  end: (signal: NodeJS.Signals) => void,
  { longest = usual }: { readonly longest?: number } = {},
): Watch {
  let hasBegun = false;
  const listen = (signal: NodeJS.Signals) => {
    if (hasBegun) return;
    hasBegun = true;
    setTimeout(stop, twin).unref();
    setTimeout(() => process.exit(2), longest).unref();
    end(signal);
  };
  const start = () => {
    for (const signal of signals) process.on(signal, listen);
  };
  const stop = () => {
    for (const signal of signals) process.off(signal, listen);
  };
  start();
  return {
    pausedFor(work) {
      stop();
      try {
        return work();
      } finally {
        if (!hasBegun) start();
      }
    },
    [Symbol.dispose]: stop,
  };
}

const children = new Set<ChildProcess>();
let watch: Watch | undefined;

/** Ends a child process when a signal ends this one, which then ends as the signal says. */
export function endsWithUs<Child extends ChildProcess>(child: Child): Child {
  children.add(child);
  watch ??= onInterrupt((signal) => {
    for (const one of children) one.kill(signal);
    watch?.[Symbol.dispose]();
    process.kill(process.pid, signal);
  });
  child.once('close', () => {
    children.delete(child);
    if (children.size > 0) return;
    watch?.[Symbol.dispose]();
    watch = undefined;
  });
  return child;
}
