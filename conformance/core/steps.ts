/** Work that is done step by step, so that other work can go on between the steps. */
export type Steps<Result> = Generator<undefined, Result>;

/** Does all steps of some work at a stretch. */
export function finished<Result>(steps: Steps<Result>): Result {
  let step = steps.next();
  while (!step.done) step = steps.next();
  return step.value;
}
