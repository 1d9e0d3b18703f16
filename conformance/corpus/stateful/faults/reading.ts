import { answering, idAt, keeping, type Idea } from '../fault.ts';
import type { Thing } from '../store.ts';

/** The server reads or lists otherwise than it keeps. */
export const reading: readonly Idea[] = [
  keeping(
    'read-gives-the-first',
    'It reads the first thing, whichever is asked for.',
    ['created-shown'],
    (right) => ({
      read: (place, id) => right.read(place, id) && right.list(place)?.[0],
    }),
  ),
  keeping(
    'read-gives-the-last',
    'It reads the last thing, whichever is asked for.',
    ['created-shown'],
    (right) => ({
      read: (place, id) => right.read(place, id) && right.list(place)?.at(-1),
    }),
  ),
  keeping(
    'read-is-cached',
    'It reads a thing as it was when it was first read.',
    ['change-shown'],
    (right) => {
      const seen = new Map<string, Thing>();
      return {
        read(place, id) {
          const thing = right.read(place, id);
          const first = seen.get(`${place}/${id}`) ?? thing;
          if (first) seen.set(`${place}/${id}`, first);
          return thing && first;
        },
      };
    },
  ),
  keeping(
    'read-of-unknown-gives-the-first',
    'It reads the first thing for an unknown id.',
    ['unknown-refused'],
    (right) => ({
      read: (place, id) => right.read(place, id) ?? right.list(place)?.[0],
    }),
  ),
  keeping(
    'read-of-unknown-gives-nothing',
    'It reads an empty object for an unknown id.',
    ['unknown-refused'],
    (right) => ({
      read: (place, id) => right.read(place, id) ?? {},
    }),
  ),
  keeping(
    'list-lacks-the-newest',
    'It leaves the newest thing out of its list.',
    ['list-complete'],
    (right) => ({
      list: (place) => right.list(place)?.slice(0, -1),
    }),
  ),
  keeping(
    'list-repeats-the-newest',
    'It lists the newest thing twice.',
    ['list-complete'],
    (right) => ({
      list(place) {
        const things = right.list(place);
        return things && [...things, ...things.slice(-1)];
      },
    }),
  ),
  keeping(
    'list-is-cached',
    'It always lists what there was when it was first asked.',
    ['list-complete'],
    (right) => {
      const seen = new Map<string, readonly Thing[]>();
      return {
        list(place) {
          const things = seen.get(place) ?? right.list(place);
          if (things) seen.set(place, things);
          return things;
        },
      };
    },
  ),
  keeping(
    'list-shows-old-members',
    'It lists things as they were created.',
    ['change-shown'],
    (right) => {
      const created = new Map<string, Thing>();
      return {
        create(place, members) {
          const thing = right.create(place, members);
          if (thing) created.set(`${place}/${idAt(right, place, thing)}`, thing);
          return thing;
        },
        list: (place) =>
          right
            .list(place)
            ?.map((thing) => created.get(`${place}/${idAt(right, place, thing)}`) ?? thing),
      };
    },
  ),
  answering(
    'list-ignores-its-filter',
    'It lists everything, whatever the filter.',
    ['filter-kept'],
    (right, _, { filter, operations }) =>
      (call) =>
        right(
          call.operation === operations.list
            ? { ...call, query: { ...call.query, [filter]: undefined } }
            : call,
        ),
  ),
  answering(
    'list-ignores-its-limit',
    'It lists more than the limit allows.',
    ['limit-kept'],
    (right, _, { operations }) =>
      (call) =>
        right(
          call.operation === operations.list
            ? { ...call, query: { ...call.query, limit: 1000 } }
            : call,
        ),
  ),
  answering(
    'list-repeats-its-first-page',
    'It lists its first page, whichever is asked for.',
    ['limit-kept'],
    (right, _, { operations, from }) =>
      (call) =>
        right(
          call.operation === operations.list
            ? { ...call, query: { ...call.query, [from]: undefined } }
            : call,
        ),
  ),
];
