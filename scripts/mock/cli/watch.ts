import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, watch, type FSWatcher } from 'node:fs';
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
 * recursive `fs.watch` misses the changes of a file after an editor has replaced it. Ends when it is disposed.
 */
export function watchDescriptions(
  contracts: readonly Contract[],
  { reload, report, complain, reading = (work) => work() }: Watching,
): Disposable {
  const served = new Map(contracts.map((contract) => [contract.api, contract]));
  const read = new Map(contracts.map((contract) => [contract.api, fingerprintOf(contract)]));
  // what is wrong with a description, until it is right again
  const mistakes = new Map<string, string>();
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
        timer = setTimeout(() => reading(readChanged), quiet);
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

  function readChanged(): void {
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

  /** Reads a description whose files have another text. The log of the mock may be beside them. */
  function reread(contract: Contract): boolean {
    const { api, file, document } = contract;
    if (!mistakes.has(api) && read.get(api) === fingerprintOf(contract)) return false;
    try {
      const again = loadContract(api, file, document.overlays);
      served.set(api, again);
      read.set(api, fingerprintOf(again));
      mistakes.delete(api);
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (mistakes.get(api) !== error.message)
        complain(`error: ${error.message} The description of ${api} is served as it was before.`);
      mistakes.set(api, error.message);
      return false;
    }
  }

  observe();
  return {
    [Symbol.dispose]() {
      clearTimeout(timer);
      for (const watcher of watchers.values()) watcher.close();
    },
  };
}

/** What tells the texts of a description's files from others. */
function fingerprintOf({ document: { files } }: Contract): string {
  const hash = createHash('sha256');
  for (const file of files.filter((each) => !isUrl(each))) hash.update(textOf(file)).update('\0');
  return hash.digest('base64');
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
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
