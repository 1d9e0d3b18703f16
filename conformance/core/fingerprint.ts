import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What tells the contents of some files from others; a file that is not there is empty. */
export function fingerprintOf(files: Iterable<string>): string {
  const hash = createHash('sha256');
  for (const file of files) hash.update(contentOf(file)).update('\0');
  return hash.digest('base64');
}

function contentOf(file: string): Uint8Array | string {
  try {
    return readFileSync(file);
  } catch {
    return '';
  }
}
