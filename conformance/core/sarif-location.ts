import { isUrl } from './user-path.ts';
import { visible } from './visible.ts';

/** The base of relative paths. It has no URI: only the reader of the log knows where the files are. */
export const sarifRoot = '%SRCROOT%';

type Place = { readonly file: string; readonly line?: number; readonly column?: number };

/**
 * A place in a file, or at a URL, as a physical location.
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifLocation({ file, line, column }: Place): object {
  return {
    artifactLocation: artifact(file),
    ...(line === undefined
      ? {}
      : {
          region: { startLine: line, ...(column === undefined ? {} : { startColumn: column }) },
        }),
  };
}

/** A path as a URI: a relative path stays relative, an absolute one becomes a file URI. */
function artifact(path: string): object {
  if (isUrl(path)) return { uri: path };
  const drive = /^([A-Za-z]:)[\\/]/.exec(path)?.[1];
  const uri = (drive ? path.slice(drive.length) : path)
    .replaceAll('\\', '/')
    .split('/')
    .map((segment) => encodeURIComponent(visible(segment)))
    .join('/');
  if (drive) return { uri: `file:///${drive}${uri}` };
  return path.startsWith('/') ? { uri: `file://${uri}` } : { uri, uriBaseId: sarifRoot };
}
