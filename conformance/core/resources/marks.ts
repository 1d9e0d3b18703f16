import { isDeepStrictEqual } from 'node:util';
import type { Json } from '../json.ts';
import { isObject } from '../pointer.ts';
import { wordsOf } from './names.ts';

/** Words that say of a thing that it is out of sight, and that it is in sight. */
const hidden = /^(?:deleted|removed|archived|trashed|hidden|draft|unpublished|unlisted)$/;
const shown = /^(?:published|public|visible|approved|listed)$/;

/** Values of a status that say so, too. */
const hidingStatus = /^(?:pending|private|inactive|disabled|expired|suspended|cancell?ed)/;

/**
 * Whether a thing shows that lists may leave it out: it is a draft, private, deleted, or not yet
 * published.
 */
export const isOutOfSight = (thing: Json | undefined): boolean =>
  membersOf(thing).some(([name, value]) => {
    const words = wordsOf(name);
    if (words.some((word) => hidden.test(word))) return isSet(value);
    if (words.some((word) => shown.test(word))) return value === false || value === null;
    const status = /^(?:status|state|visibility)$/.test(words.at(-1) ?? '') ? plain(value) : '';
    return hidden.test(status) || hidingStatus.test(status);
  });

/** Whether a thing shows that it was deleted, and did not show it before. */
export function isMarkedSince(thing: Json | undefined, before: Json | undefined): boolean {
  const former = new Map(membersOf(before));
  return membersOf(thing)
    .filter(([name, value]) => !isDeepStrictEqual(former.get(name), value))
    .some(([name, value]) => isOutOfSight({ [name]: value } as Json) || isTurnedOff(name, value));
}

const isTurnedOff = (name: string, value: unknown): boolean =>
  value === false && wordsOf(name).some((word) => /^(?:active|enabled)$/.test(word));

const membersOf = (thing: Json | undefined): readonly [string, unknown][] =>
  isObject(thing) ? Object.entries(thing) : [];

const isSet = (value: unknown): boolean =>
  value !== false && value !== null && value !== 0 && value !== '';

const plain = (value: unknown): string => (typeof value === 'string' ? value.toLowerCase() : '');
