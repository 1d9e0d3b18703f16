import { readdirSync, watch, type FSWatcher } from 'node:fs';
import { dirname, join } from 'node:path';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { UserError } from '../../../conformance/core/user-error.ts';

/**
 * The time without changes before files are read, in milliseconds: an editor writes more than once.
 */
const quiet = 25;

/**
 * Reloads descriptions when one of their files changes. While a description is broken, the last
 * good one stays and
 * `complain` gets the error. It watches folders one by one: on Linux, a recursive `fs.watch`
 * reports no more changes of
 * a file after an editor has replaced it.
 */
export function watchDescriptions(
  contracts: readonly Contract[],
  reload: (contracts: readonly Contract[]) => void,
  report: (line: string) => void,
  complain: (line: string) => void,
): { readonly close: () => void } {
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
    for (const folder of wanted) {
      if (watchers.has(folder)) continue;
      try {
        watchers.set(
          folder,
          watch(folder, () => {
            changed.add(folder);
            clearTimeout(timer);
            timer = setTimeout(read, quiet);
          }).on('error', () => undefined),
        );
      } catch {
        // the folder is gone; its parent folder reports when it returns
      }
    }
  }

  function read(): void {
    const begun = performance.now();
    const folders = new Set(changed);
    changed.clear();
    const names: string[] = [];
    for (const contract of served.values()) {
      if (!foldersOf(contract).some((folder) => folders.has(folder))) continue;
      try {
        served.set(contract.api, loadContract(contract.api, contract.file));
        names.push(contract.api);
      } catch (error) {
        if (!(error instanceof UserError)) throw error;
        complain(
          `error: ${error.message} The description of ${contract.api} is served as it was before.`,
        );
      }
    }
    if (names.length > 0) {
      reload([...served.values()]);
      report(`read again: ${names.join(', ')} (${(performance.now() - begun).toFixed(0)} ms)`);
    }
    observe();
  }

  observe();
  return {
    close() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** The folders of a description's files and their subfolders, for files that it refers to later. */
function foldersOf({ document: { files } }: Contract): string[] {
  const folders = [...new Set(files.map((file) => dirname(file)))];
  return [...new Set(folders.flatMap((folder) => [folder, ...foldersIn(folder)]))];
}

function foldersIn(folder: string): string[] {
  try {
    const entries = readdirSync(folder, { withFileTypes: true });
    return entries
      .filter((entry) => entry.isDirectory() && !/^(\.|node_modules$)/.test(entry.name))
      .map(({ name }) => join(folder, name));
  } catch {
    return [];
  }
}
