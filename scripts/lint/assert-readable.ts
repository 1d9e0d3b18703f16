import { resolve } from 'node:path';
import { readDocuments } from '../../conformance/core/contract/documents.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { isUrl } from '../../conformance/core/user-path.ts';
import { root } from '../redocly.ts';

/**
 * Throws a `UserError` for a description that Redocly would read without a limit, such as a device
 * or aliases without end, and for one that would make it fetch something.
 */
export function assertReadable(description: string): void {
  if (isUrl(description))
    throw new UserError(`${description} is a URL. Save the description first, and name the file.`);
  const { broken, at } = readDocuments(resolve(root, description));
  for (const { source, reason, isRemote } of broken.values())
    if (isRemote) throw new UserError(`${at(source)}: ${reason}`);
}
