import { randomUUID } from 'node:crypto';
import { blank, idAt, keeping, keyAt, type Idea } from '../fault.ts';

/** The server creates otherwise than it says. */
export const creating: readonly Idea[] = [
  keeping(
    'create-forgets-all',
    'It answers that it created, and keeps nothing.',
    ['created-shown', 'list-complete'],
    (right) => ({
      create(place, members) {
        const thing = right.create(place, members);
        if (thing) right.remove(place, idAt(right, place, thing));
        return thing;
      },
    }),
  ),
  keeping(
    'create-gives-a-wrong-id',
    'It answers with an id that is not the id of what it created.',
    ['created-shown'],
    (right) => ({
      create(place, members) {
        const thing = right.create(place, members);
        const key = keyAt(right, place);
        return thing && { ...thing, [key]: unknownLike(thing[key]) };
      },
    }),
  ),
  keeping(
    'create-gives-the-id-of-another',
    'It creates, and answers with the first thing there is.',
    ['created-anew', 'created-shown'],
    (right) => ({
      create: (place, members) => right.create(place, members) && right.list(place)?.[0],
    }),
  ),
  keeping(
    'create-gives-one-id',
    'It gives the same id to each thing, so that a new one takes the place of the one before.',
    ['created-anew'],
    (right) => {
      const given = new Map<string, string>();
      return {
        create(place, members) {
          const known = given.get(place);
          const again = known === undefined ? undefined : right.replace(place, known, members);
          const thing = again ?? right.create(place, members);
          if (thing) given.set(place, idAt(right, place, thing));
          return thing;
        },
      };
    },
  ),
  keeping(
    'create-removes-the-last',
    'It removes what was created last when it creates something.',
    ['created-shown'],
    (right) => {
      const last = new Map<string, string>();
      return {
        create(place, members) {
          const before = last.get(place);
          if (before !== undefined) right.remove(place, before);
          const thing = right.create(place, members);
          if (thing) last.set(place, idAt(right, place, thing));
          return thing;
        },
      };
    },
  ),
  keeping(
    'create-reuses-ids',
    'It gives the id of a deleted thing to a new one.',
    ['created-anew'],
    (right) => {
      const free = new Map<string, unknown[]>();
      return {
        create(place, members) {
          const key = keyAt(right, place);
          const id = free.get(place)?.pop();
          return right.create(place, members, id === undefined ? {} : { [key]: id });
        },
        remove(place, id) {
          const key = keyAt(right, place);
          const thing = right.read(place, id);
          if (thing) free.set(place, [...(free.get(place) ?? []), thing[key]]);
          return right.remove(place, id);
        },
      };
    },
  ),
  keeping(
    'create-forgets-a-member',
    'It does not keep one of the members.',
    ['created-shown'],
    (right, { note }) => ({
      create: (place, members) => right.create(place, blank(members, note)),
    }),
  ),
  keeping(
    'create-ignores-the-body',
    'It creates a thing without looking at what was sent.',
    ['created-shown'],
    (right, { title, note }) => ({
      create: (place, members) =>
        right.create(place, { ...blank(members, note), [title]: 'Untitled' }),
    }),
  ),
  keeping(
    'create-prefers-defaults',
    'It creates with the defaults, whatever was sent.',
    ['created-shown'],
    (right, { defaults }) => ({
      create: (place, members) => right.create(place, { ...members, ...defaults }),
    }),
  ),
  keeping(
    'create-twice-makes-one',
    'It answers an equal creation with the thing that was created before.',
    ['created-anew'],
    (right) => {
      const made = new Map<string, string>();
      return {
        create(place, members) {
          const text = `${place} ${JSON.stringify(members)}`;
          const known = right.read(place, made.get(text) ?? '');
          const thing = known ?? right.create(place, members);
          if (thing) made.set(text, idAt(right, place, thing));
          return thing;
        },
      };
    },
  ),
];

/** An id of the same form that nothing has. */
function unknownLike(id: unknown): unknown {
  if (typeof id === 'number') return id + 100_000;
  const text = String(id);
  return text.length === 36 ? randomUUID() : `${text}0000`;
}
