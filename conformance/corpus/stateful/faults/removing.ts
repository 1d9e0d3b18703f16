import { keeping, neighbourOf, type Idea } from '../fault.ts';
import type { Thing } from '../store.ts';

/** The server deletes otherwise than it says. */
export const removing: readonly Idea[] = [
  keeping(
    'delete-does-nothing',
    'It answers that it deleted, and keeps the thing.',
    ['deleted-gone'],
    (right) => ({
      remove: (place, id) => right.read(place, id) !== undefined,
    }),
  ),
  keeping(
    'delete-keeps-it-in-the-list',
    'It lists what was deleted.',
    ['list-complete'],
    (right) => {
      const gone = new Map<string, Thing[]>();
      return {
        remove(place, id) {
          const thing = right.read(place, id);
          if (thing) gone.set(place, [...(gone.get(place) ?? []), thing]);
          return right.remove(place, id);
        },
        list(place) {
          const things = right.list(place);
          return things && [...things, ...(gone.get(place) ?? [])];
        },
      };
    },
  ),
  keeping(
    'delete-hides-it-from-the-list',
    'It takes a thing from the list, and reads it still.',
    ['deleted-gone'],
    (right) => {
      const gone = new Map<string, Thing>();
      return {
        remove(place, id) {
          const thing = right.read(place, id);
          if (thing) gone.set(`${place}/${id}`, thing);
          return right.remove(place, id);
        },
        read: (place, id) => right.read(place, id) ?? gone.get(`${place}/${id}`),
      };
    },
  ),
  keeping(
    'delete-removes-a-neighbour',
    'It deletes another thing, too.',
    ['refusal-changes-nothing'],
    (right) => ({
      remove(place, id) {
        const neighbour = neighbourOf(right, place, id);
        if (neighbour !== undefined) right.remove(place, neighbour);
        return right.remove(place, id);
      },
    }),
  ),
  keeping(
    'delete-removes-another',
    'It deletes another thing in place of the one that is named.',
    ['deleted-gone'],
    (right) => ({
      remove: (place, id) =>
        right.read(place, id) !== undefined &&
        right.remove(place, neighbourOf(right, place, id) ?? id),
    }),
  ),
  keeping(
    'delete-removes-all',
    'It deletes everything in the list.',
    ['refusal-changes-nothing'],
    (right) => ({
      remove(place, id) {
        if (right.read(place, id) === undefined) return false;
        for (const each of [...(right.at(place)?.keys() ?? [])]) right.remove(place, each);
        return true;
      },
    }),
  ),
  keeping(
    'delete-of-unknown-removes-the-last',
    'It deletes the last thing for an unknown id.',
    ['refusal-changes-nothing'],
    (right) => ({
      remove(place, id) {
        const last = [...(right.at(place)?.keys() ?? [])].at(-1);
        return right.remove(place, id) || (last !== undefined && right.remove(place, last));
      },
    }),
  ),
  keeping(
    'delete-of-unknown-succeeds',
    'It answers that it deleted what never was.',
    ['unknown-refused'],
    (right) => ({
      remove: (place, id) => right.remove(place, id) || right.at(place) !== undefined,
    }),
  ),
];
