import { setImmediate } from 'node:timers/promises';

/** What receives the problems, and how long they are looked for, in milliseconds. */
export type Telling = { readonly tell: (problem: string) => void; readonly limit: number };

/**
 * Reports problems as they are found, each source after the other; other work goes on in between. A
 * step of a source gives a problem or `undefined`. Resolves to whether all steps were made in time.
 */
export async function tellInTurns(
  sources: Iterable<Iterator<string | undefined>>,
  { tell, limit }: Telling,
): Promise<boolean> {
  let spent = 0;
  for (const problems of sources)
    while (spent < limit) {
      const started = performance.now();
      const { done, value } = problems.next();
      spent += performance.now() - started;
      if (done) break;
      if (value !== undefined) tell(value);
      await setImmediate();
    }
  return spent < limit;
}
