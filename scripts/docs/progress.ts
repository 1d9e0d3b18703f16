import type { WriteStream } from 'node:tty';

type Stream = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY'>>;

/** The pages of which a terminal shows nothing: fewer take no time. */
const few = 200;
/** The time between two lines, in milliseconds. */
const pause = 100;

/** Shows how many pages of a large site are written, on one line of a terminal; elsewhere nothing. Disposing of it erases the line. */
export function showProgress(
  stream: Stream,
): Disposable & { readonly tell: (pages: number) => void } {
  let last = 0;
  return {
    tell(pages) {
      const now = performance.now();
      if (!stream.isTTY || pages < few || now - last < pause) return;
      last = now;
      stream.write(`\r${pages} pages\u001b[K`);
    },
    [Symbol.dispose]() {
      if (last > 0) stream.write('\r\u001b[K');
    },
  };
}
