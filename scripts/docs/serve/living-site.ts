import { UserError } from '../../../conformance/core/user-error.ts';
import { openKept } from '../kept.ts';
import type { SiteFiles, SiteInput } from '../site-model.ts';

/** A site that is made again, in memory. */
export type LivingSite = {
  /** The last good one. */
  readonly files: () => SiteFiles;
  /** What tells it from others, also from those of another process. */
  readonly version: () => string;
  /** What is wrong now, in lines for people. */
  readonly mistakes: () => readonly string[];
  /** Notes what is wrong with a source, or that nothing is. */
  readonly note: (source: string, mistake?: string) => void;
  /**
   * Makes the site again, of what `input` says then. What is not in `stale` is taken as it was; without it,
   * all is made. Resolves when that is made; to what is wrong, where the last good one stays.
   */
  readonly remake: (stale?: readonly string[]) => Promise<string | undefined>;
};

/** Makes the files of a site in memory. Throws a `UserError` for what can't be used. */
export type Build = (input: SiteInput) => Promise<SiteFiles>;

type Making = {
  readonly build: Build;
  readonly input: () => Omit<SiteInput, 'kept'>;
  /** Told that the site or its mistakes are others. */
  readonly changed: () => void;
};

/** Makes a site that can be made again. Throws as `build` does where the first one can't be made. */
export async function openLivingSite({ build, input, changed }: Making): Promise<LivingSite> {
  const { kept, forget } = openKept();
  const mistakes = new Map<string, string>();
  const started = Date.now().toString(36);
  let made = 1;
  let files = await build({ ...input(), kept });
  let last: Promise<string | undefined> = Promise.resolve(undefined);

  async function make(): Promise<string | undefined> {
    try {
      files = await build({ ...input(), kept });
      made += 1;
      mistakes.delete('site');
    } catch (error) {
      // whoever writes the description goes on; the last good site is there
      mistakes.set('site', reasonOf(error));
    }
    changed();
    return mistakes.get('site');
  }

  return {
    files: () => files,
    version: () => `${started}-${made}`,
    mistakes: () => [...mistakes.values()],
    note(source, mistake) {
      if (mistake === undefined) mistakes.delete(source);
      else mistakes.set(source, mistake);
      changed();
    },
    remake(stale) {
      // one after the other: two at once would use the same memory
      last = last.then(() => {
        for (const api of stale ?? [undefined]) forget(api);
        return make();
      });
      return last;
    },
  };
}

const reasonOf = (error: unknown): string =>
  error instanceof UserError
    ? error.message
    : `This is a mistake in the program itself: ${(error as Error).stack ?? String(error)}`;
