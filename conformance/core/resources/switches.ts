import type { Operation } from '../contract/model.ts';
import { wordsOf } from './names.ts';

/** Words for what switches a server, or a part of it, on and off. */
const switching = new Set([
  ...['maintenance', 'shutdown', 'restart', 'reboot', 'reset', 'stop', 'pause', 'lock', 'disable'],
  ...['off', 'wipe', 'restore', 'logout', 'signout'],
]);

/** Whether the path of an operation ends with a word for what switches a server on and off. */
export const isSwitch = ({ path }: Pick<Operation, 'path'>): boolean =>
  wordsOf(path.split('/').at(-1) ?? '').some((word) => switching.has(word));
