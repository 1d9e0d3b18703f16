import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fingerprintOf } from '../../../conformance/core/fingerprint.ts';
import { loadContract } from '../../../conformance/core/contract/load.ts';
import type { Contract } from '../../../conformance/core/contract/model.ts';
import { isUrl } from '../../../conformance/core/user-path.ts';
import { UserError } from '../../../conformance/core/user-error.ts';
import { watchFolders } from '../../../conformance/core/watch-folders.ts';

export type Watching = {
  /** Serves other descriptions: all, of which some were read again. */
  readonly reload: (contracts: readonly Contract[], again: readonly string[]) => void;
  readonly report: (line: string) => void;
  /** Told what is wrong with the description of an API, as a line, and as the reason alone. */
  readonly complain: (line: string, api: string, reason: string) => void;
  /** Calls what reads the files, which may take seconds. */
  readonly reading?: (work: () => void) => void;
};

/**
 * Reloads descriptions when one of their files changes. While a description is broken, the last
 * good one stays and `complain` gets the error. Ends when it is disposed.
 */
export function watchDescriptions(
  contracts: readonly Contract[],
  { reload, report, complain, reading = (work) => work() }: Watching,
): Disposable {
  const served = new Map(contracts.map((contract) => [contract.api, contract]));
  const read = new Map(contracts.map((contract) => [contract.api, textsOf(contract)]));
  // what is wrong with a description, until it is right again
  const mistakes = new Map<string, string>();

  function readChanged(changed: ReadonlySet<string>): void {
    const begun = performance.now();
    const stale = [...served.values()].filter(
      (contract) => !changed.isDisjointFrom(new Set(foldersOf(contract))),
    );
    const names = stale.filter(reread).map(({ api }) => api);
    if (names.length > 0) {
      reload([...served.values()], names);
      report(`read again: ${names.join(', ')} (${(performance.now() - begun).toFixed(0)} ms)`);
    }
  }

  /** Reads a description whose files have another text. The log of the mock may be beside them. */
  function reread(contract: Contract): boolean {
    const { api, file, document } = contract;
    if (!mistakes.has(api) && read.get(api) === textsOf(contract)) return false;
    try {
      const again = loadContract(api, file, document.overlays);
      served.set(api, again);
      read.set(api, textsOf(again));
      mistakes.delete(api);
      return true;
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      if (mistakes.get(api) !== error.message)
        complain(
          `error: ${error.message} The description of ${api} is served as it was before.`,
          api,
          error.message,
        );
      mistakes.set(api, error.message);
      return false;
    }
  }

  return watchFolders(
    () => [...served.values()].flatMap(foldersOf),
    (changed) => reading(() => readChanged(changed)),
  );
}

/** What tells the texts of a description's files from others. */
const textsOf = ({ document: { files } }: Contract): string =>
  fingerprintOf(files.filter((file) => !isUrl(file)));

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
