import { closeSync, fstatSync, openSync, readSync, statSync, type Stats } from 'node:fs';
import { UserError } from './user-error.ts';
import { absolutePath, isUrl } from './user-path.ts';

/** The largest file that is read, in megabytes. */
const largest = 50;
/** The largest report of a run: it has a line for each of many thousand cases. */
export const largestReport = 500;

/** Texts of files that can be read only once, such as a pipe, by path; those of URLs, once fetched. */
const readOnce = new Map<string, string>();
/** Why a URL has no text. */
const unfetched = new Map<string, string>();

/** Folders whose files are not on the disk, and what reads these: a path below the folder, or nothing. */
const elsewhere = new Map<string, (path: string) => string | undefined>();

/** Lets a function read every file below a folder that is not on the disk, such as one of a git commit. */
export const readElsewhere = (folder: string, read: (path: string) => string | undefined): void =>
  void elsewhere.set(`${absolutePath(folder)}/`, read);

/** Keeps what was fetched from a URL, or why nothing was, for those who read it later. */
export function remember(
  url: string,
  { text, reason = '' }: { text?: string; reason?: string },
): void {
  if (text === undefined) unfetched.set(url, reason);
  else readOnce.set(url, text);
}

/**
 * Reads a text file, without its byte-order mark. Throws a `UserError` for what is no text file of
 * at most `most` megabytes; `hint` tells how to make a missing one.
 */
export const readText = (file: string, hint = '', most = largest): string =>
  readTextOr(
    file,
    (reason, isMissing) => {
      throw new UserError(`${file}: ${reason}${isMissing ? hint : ''}.`);
    },
    most,
  );

/** Reads a text file as `readText` does, and calls `fail` with the reason where it can't. */
export function readTextOr(
  file: string,
  fail: (reason: string, isMissing: boolean) => never,
  most = largest,
): string {
  const path = absolutePath(file);
  const known = readOnce.get(path);
  if (known !== undefined) return known;
  for (const [folder, read] of elsewhere)
    if (path.startsWith(folder))
      return read(path.slice(folder.length)) ?? fail('there is no such file', true);
  if (isUrl(path)) return fail(unfetched.get(path) ?? 'it was not fetched', false);
  const { bytes, isFile, reason, isMissing = false } = bytesOf(path, most);
  if (!bytes) return fail(reason!, isMissing);
  const wrong = notText(bytes);
  if (wrong !== undefined) return fail(wrong, false);
  const text = bytes.toString('utf8').replace(/^\uFEFF/, '');
  if (!isFile) readOnce.set(path, text);
  return text;
}

type Read = {
  readonly bytes?: Buffer;
  readonly isFile?: boolean;
  readonly reason?: string;
  readonly isMissing?: boolean;
};

function bytesOf(path: string, most: number): Read {
  let descriptor: number | undefined;
  try {
    const wrong = notReadable(path, statSync(path), most);
    if (wrong !== undefined) return { reason: wrong };
    descriptor = openSync(path, 'r');
    const isFile = fstatSync(descriptor).isFile();
    const bytes = boundedRead(descriptor, most);
    return bytes ? { bytes, isFile } : { reason: tooLarge(most) };
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    const isMissing = code === 'ENOENT';
    return { reason: isMissing ? 'there is no such file' : message, isMissing };
  } finally {
    if (descriptor !== undefined) closeSync(descriptor);
  }
}

const tooLarge = (most: number) =>
  `it is larger than ${most} MB, the most that is read: leave out or divide what is not needed`;

/** Files that a shell passes on: reading them ends when their writer ends. */
const isPassedOn = (path: string) =>
  /^\/(?:dev\/(?:stdin|null|fd\/\d+)|proc\/self\/fd\/\d+)$/.test(path);

/** Why a file is not read. Opening a named pipe would wait for a writer, and a device may be endless. */
function notReadable(path: string, stats: Stats, most: number): string | undefined {
  if (stats.isDirectory()) return 'it is a folder: name a file in it';
  if (stats.isFile()) return stats.size > most * 1e6 ? tooLarge(most) : undefined;
  if (isPassedOn(path)) return undefined;
  const kind = stats.isFIFO() ? 'a named pipe' : stats.isSocket() ? 'a socket' : 'a device';
  return `it is ${kind} and no file: write its content to a file, or pass it as /dev/stdin`;
}

/** All bytes of an open file; `undefined` for more than the limit. */
function boundedRead(descriptor: number, most: number): Buffer | undefined {
  const chunks: Buffer[] = [];
  let size = 0;
  for (;;) {
    const chunk = Buffer.allocUnsafe(1 << 20);
    const length = readSync(descriptor, chunk, 0, chunk.length, null);
    if (length === 0) return Buffer.concat(chunks, size);
    size += length;
    if (size > most * 1e6) return undefined;
    chunks.push(chunk.subarray(0, length));
  }
}

/** Why bytes are no text in UTF-8. */
function notText(bytes: Buffer): string | undefined {
  const start = bytes.subarray(0, 4).toString('hex');
  if (/^(fffe|feff|00(?!00)..00|(?!00)..00(?!00)..00)/.test(start))
    return 'it is in UTF-16: save it in UTF-8';
  return bytes.includes(0) ? 'it is no text but binary data' : undefined;
}
