/** How long a run may take, and how the user wrote it. */
export type TimeLimit = { readonly milliseconds: number; readonly written: string };

/** The end of a run's time. Disposing of it ends the watch. */
export type Deadline = Disposable & {
  /** Aborted when the time is over; its reason is that of each case that is not sent. */
  readonly signal: AbortSignal;
  /** Looks at the clock, because a timer is late while code runs at a stretch. */
  readonly isOver: () => boolean;
};

/** Begins to count the time of a run. */
export function deadlineOf({ milliseconds, written }: TimeLimit): Deadline {
  const controller = new AbortController();
  const end = () => controller.abort(`not sent: the time of ${written} was over`);
  const until = performance.now() + milliseconds;
  const timer = setTimeout(end, milliseconds).unref();
  return {
    signal: controller.signal,
    isOver() {
      if (!controller.signal.aborted && performance.now() >= until) end();
      return controller.signal.aborted;
    },
    [Symbol.dispose]: () => clearTimeout(timer),
  };
}
