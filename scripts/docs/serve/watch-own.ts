import { dirname } from 'node:path';
import { fingerprintOf } from '../../../conformance/core/fingerprint.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { watchFolders } from '../../../conformance/core/watch-folders.ts';

type Own<Read> = {
  /** The files that are read; asked again after each change. */
  readonly files: () => readonly string[];
  readonly read: () => Read;
  /** Gets what was read, after a change of a file. */
  readonly take: (read: Read) => void;
  /** Gets what is wrong in a file. */
  readonly complain: (mistake: string) => void;
};

/** Reads files again when one of them changes, or comes to be. Ends when it is disposed. */
export function watchOwn<Read>({ files, read, take, complain }: Own<Read>): Disposable {
  let last = fingerprintOf(files());
  return watchFolders(
    () => new Set(files().map((file) => dirname(file))),
    () => {
      const now = fingerprintOf(files());
      if (now === last) return;
      last = now;
      try {
        take(read());
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        complain(error.message);
        return;
      }
      // what is read may name other files than before
      last = fingerprintOf(files());
    },
  );
}
