import type { WriteStream } from 'node:tty';

type Stream = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY'>>;

/** The least pages of which a terminal shows progress: fewer take no time. */
const many = 200;
/** The time between two lines, in milliseconds. */
const pause = 100;

/** Shows how many pages of a large site are made, on one line of a terminal; elsewhere nothing. Disposing of it erases the line. */
export function showProgress(
  stream: Stream,
): Disposable & { readonly tell: (done: number, all: number) => void } {
  let last = 0;
  return {
    tell(done, all) {
      const now = performance.now();
      if (!stream.isTTY || all < many || now - last < pause) return;
      last = now;
      stream.write(`\r${done}/${all} pages\u001b[K`);
    },
    [Symbol.dispose]() {
      if (last > 0) stream.write('\r\u001b[K');
    },
  };
}
