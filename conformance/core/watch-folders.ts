import { watch, type FSWatcher } from 'node:fs';

/** The time without changes before files are read, in milliseconds: editors write repeatedly. */
const quiet = 25;

/** Watches folders; `observe` looks again for which. Disposing of it ends that. */
export type FolderWatch = Disposable & { readonly observe: () => void };

/**
 * Tells in which folders something changed, once nothing has for a moment. It watches folders one by one: on
 * Linux, a recursive `fs.watch` misses the changes of a file after an editor has replaced it.
 * @param wanted the folders; it is asked again after each change
 */
export function watchFolders(
  wanted: () => Iterable<string>,
  changed: (folders: ReadonlySet<string>) => void,
): FolderWatch {
  const watchers = new Map<string, FSWatcher>();
  const touched = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function observe(): void {
    const now = new Set(wanted());
    for (const [folder, watcher] of watchers) {
      if (now.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of now.difference(watchers)) {
      try {
        watchers.set(
          folder,
          watch(folder, () => touch(folder)).on('error', () => undefined),
        );
      } catch {
        // the folder is gone; its parent folder reports when it returns
      }
    }
  }

  function touch(folder: string): void {
    touched.add(folder);
    clearTimeout(timer);
    timer = setTimeout(tell, quiet);
  }

  function tell(): void {
    const folders = new Set(touched);
    touched.clear();
    changed(folders);
    observe();
  }

  observe();
  return {
    observe,
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}
