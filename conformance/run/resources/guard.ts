import type { Operation } from '../../core/contract/model.ts';
import type { Effect, ResourceModel } from '../../core/resources/model.ts';
import { singular, wordsOf } from '../../core/resources/names.ts';

/** Words for what lets somebody in: whoever changes it may lock out others, or the run itself. */
const access = new Set([
  ...['user', 'account', 'password', 'passwd', 'passphrase', 'token', 'session', 'credential'],
  ...['secret', 'pat', 'apikey', 'me', 'profile', 'admin', 'member', 'tfa', 'mfa', 'otp'],
]);
/** Segments that stand for the user of the run, wherever they are in a path. */
const selves = new Set(['me', 'self', 'myself', 'current-user', 'current_user', 'whoami']);
/** Words at the end of a path that only ask. */
const asking = new Set(['validate', 'check', 'verify', 'test', 'preview', 'search', 'generate']);
/** Words at the end of a path that end a session or take something away. */
const ending = new Set(['logout', 'signout', 'revoke', 'deactivate', 'suspend', 'ban']);

const writing: readonly Effect[] = ['replace', 'change', 'action', 'set', 'delete'];

/** Whether an operation writes to all things of a collection that others may use, too. */
export const writesCollection = (
  { roles, subjects }: ResourceModel,
  { id, path, method }: Operation,
): boolean =>
  (method === 'PUT' || method === 'PATCH') &&
  roles.get(id)?.effect === 'action' &&
  (subjects.get(id)?.parameters.length ?? 0) > 0 &&
  !path.includes('{');

/** Why an operation is sent only for things that this run made; `undefined` if any will do. */
export function needsOwn(operation: Operation, effect: Effect): string | undefined {
  if (effect === 'delete') return 'it deletes, and this run deletes only what it made';
  if (!writing.includes(effect)) return undefined;
  const segments = operation.path.split('/').filter((one) => one !== '' && !one.startsWith('{'));
  const last = wordsOf(segments.at(-1) ?? '');
  if (last.some((word) => asking.has(word))) return undefined;
  const named = last.map(singular);
  const isOfSelf = segments.some((segment) => selves.has(segment.toLowerCase()));
  const isAccess = isOfSelf || named.some((word) => access.has(word)) || isApiKey(last);
  if (!isAccess && !last.some((word) => ending.has(word))) return undefined;
  // what a body names, such as the token of a device, belongs to the request
  if (
    operation.method === 'POST' &&
    !isOfSelf &&
    !/password|passwd|passphrase|\bme\b|tfa|mfa/.test(last.join(' ')) &&
    effect === 'set' &&
    !last.some((word) => ending.has(word))
  )
    return undefined;
  return 'it changes a user, a password or a token, and this run changes only those that it made';
}

const isApiKey = (words: readonly string[]): boolean =>
  words.includes('api') && words.some((word) => singular(word) === 'key');
