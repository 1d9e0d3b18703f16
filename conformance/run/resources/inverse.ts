import type { Operation } from '../../core/contract/model.ts';
import { isMark, type ResourceModel } from '../../core/resources/model.ts';
import { shapeOf } from '../../core/resources/path-families.ts';

/** Words at the end of a path that undo each other; a word and the same with `un` do, too. */
const pairs: readonly (readonly [string, string])[] = [
  ['on', 'off'],
  ['enable', 'disable'],
  ['activate', 'deactivate'],
  ['open', 'close'],
  ['close', 'reopen'],
  ['start', 'stop'],
  ['pause', 'resume'],
  ['suspend', 'resume'],
  ['suspend', 'activate'],
  ['archive', 'restore'],
  ['archive', 'revive'],
  ['deprecate', 'reactivate'],
  ['approve', 'reject'],
  ['show', 'hide'],
  ['join', 'leave'],
];

/** The operation that undoes another one at the same thing, as far as names tell: `…/on` and `…/off`. */
export function inverseOf(operation: Operation, model: ResourceModel): Operation | undefined {
  const { method, path, id } = operation;
  const subject = model.subjects.get(id);
  const all = [...model.roles.values()].map((role) => role.operation);
  if (subject && isMark(subject))
    return all.find(
      (other) => other.path === path && other.method === (method === 'DELETE' ? 'POST' : 'DELETE'),
    );
  const [start, last] = split(path);
  return all.find((other) => {
    const [itsStart, itsLast] = split(other.path);
    const isBeside = other.method === method && shapeOf(itsStart) === shapeOf(start);
    return isBeside && undoes(last, itsLast);
  });
}

const split = (path: string): readonly [start: string, last: string] => {
  const at = path.lastIndexOf('/');
  return [path.slice(0, at), path.slice(at + 1).toLowerCase()];
};

const undoes = (one: string, other: string): boolean =>
  `un${one}` === other ||
  `un${other}` === one ||
  pairs.some(([a, b]) => (one === a && other === b) || (one === b && other === a));
