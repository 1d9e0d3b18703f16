import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isUrl } from '../../../conformance/core/user-path.ts';
import { UserError } from '../../../conformance/core/user-error.ts';

/** The time without changes before files are read, in milliseconds: editors write repeatedly. */
const quiet = 25;

export type Watching = {
  /** Serves other descriptions. */
  readonly reload: (contracts: readonly Contract[]) => void;
  readonly report: (line: string) => void;
  readonly complain: (line: string) => void;
  /** Calls what reads the files, which may take seconds. */
  readonly reading?: (work: () => void) => void;
};

/**
 * Reloads descriptions when one of their files changes. While a description is broken, the last
 * good one stays and `complain` gets the error. It watches folders one by one: on Linux, a
 * recursive `fs.watch` misses the changes of a file after an editor has replaced it.
 */
export function watchDescriptions(
  contracts: readonly Contract[],
  { reload, report, complain, reading = (work) => work() }: Watching,
): void {
  const served = new Map(contracts.map((contract) => [contract.api, contract]));
  const watchers = new Map<string, FSWatcher>();
  const changed = new Set<string>();
  let timer: NodeJS.Timeout | undefined;

  function observe(): void {
    const wanted = new Set([...served.values()].flatMap(foldersOf));
    for (const [folder, watcher] of watchers) {
      if (wanted.has(folder)) continue;
      watcher.close();
      watchers.delete(folder);
    }
    for (const folder of wanted.difference(watchers)) {
      const changes = () => {
        changed.add(folder);
        clearTimeout(timer);
        timer = setTimeout(() => reading(read), quiet);
      };
      try {
        watchers.set(
          folder,
          watch(folder, changes).on('error', () => undefined),
        );
      } catch {
        // the folder is gone; its parent folder reports when it returns
      }
    }
  }

  function read(): void {
    const begun = performance.now();
    const stale = [...served.values()].filter(
      (contract) => !changed.isDisjointFrom(new Set(foldersOf(contract))),
    );
    changed.clear();
    const names = stale.filter(reread).map(({ api }) => api);
    if (names.length > 0) {
      reload([...served.values()]);
      report(`read again: ${names.join(', ')} (${(performance.now() - begun).toFixed(0)} ms)`);
    }
    observe();
  }

  function reread({ api, file, document }: Contract): boolean {
    try {
      served.set(api, loadContract(api, file, document.overlays));
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      complain(`error: ${error.message} The description of ${api} is served as it was before.`);
      return false;
    }
  }

  observe();
}

/** The folders of a description's files and their subfolders, for files that it refers to later. */
function foldersOf({ document: { files } }: Contract): string[] {
  const folders = new Set(files.filter((file) => !isUrl(file)).map((file) => dirname(file)));
  return [...folders].flatMap((folder) => [folder, ...foldersIn(folder)]);
}

function foldersIn(folder: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
