import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from './user-error.ts';

const root = resolve(import.meta.dirname, '..', '..');

/**
 * Explains in one line why a result is missing: what failed, the first line of the message and, for
 * an error of this program, where it was thrown. The message may contain secrets: redact it.
 */
export function reasonOf(what: string, error: unknown): string {
  const { message, stack = '' } = error instanceof Error ? error : new Error(String(error));
  const [first = ''] = message.split('\n');
  if (error instanceof UserError) return `${what} failed: ${first}`;
  const places = [...stack.matchAll(/^ +at (?:.*\()?([^\s()]+:\d+:\d+)\)?$/gm)].map(
    ([, place = '']) => place.replace(`${pathToFileURL(root).href}/`, '').replace(`${root}/`, ''),
  );
  const own = places.find((place) => !/^(?:file|node):|^\//.test(place)) ?? 'an unknown place';
  return `${what} failed by a mistake in this program, not in the target: ${first} (${own})`;
}
