import { readDocuments } from '../../conformance/core/contract/documents.ts';
import { requireSupportedVersion } from '../../conformance/core/contract/load.ts';
import {
  describedBy,
  fetchNamed,
  headerOf,
} from '../../conformance/core/contract/named-contracts.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { apis } from '../../spec/apis.ts';
import type { Checked } from './problems.ts';

/**
 * The descriptions that words of the command line name: an API of this repository, a file, a folder laid
 * out like `spec/`, or a URL, which is fetched. Throws a `UserError` for one that Redocly would read
 * without a limit, such as a device or aliases without end, and for one that refers to the network.
 */
export async function descriptionsFor(
  words: readonly string[],
  headers: readonly string[] = [],
): Promise<Checked[]> {
  const fields = headers.map((written) => headerOf(written, process.env));
  const found: Checked[] = [];
  for (const { file } of await fetchNamed(describedBy(apis, words), fields)) {
    const documents = readDocuments(file);
    requireSupportedVersion(documents);
    const { files, broken, at } = documents;
    for (const { source, reason, isRemote } of broken.values())
      if (isRemote) throw new UserError(`${at(source)}: ${reason}`);
    found.push({ file, files });
  }
  return found;
}
