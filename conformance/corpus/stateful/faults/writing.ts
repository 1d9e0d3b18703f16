import { hasNulls, keeping, neighbourOf, type Idea } from '../fault.ts';
import { kindOf, type Store, type Thing } from '../store.ts';

/** What an answer shows of a write that did not happen. */
const pretend = (right: Store, place: string, id: string, members: Thing): Thing | undefined => {
  const thing = right.read(place, id);
  return thing && { ...thing, ...members };
};

/** A member as it is now, if it is there. */
function former(right: Store, place: string, id: string, name: string): Thing {
  const now = right.read(place, id)?.[name];
  return now === undefined ? {} : { [name]: now };
}

/** Keeps other members than were sent, in every write. */
const rewriting = (
  name: string,
  reason: string,
  trips: readonly string[],
  rewrite: (members: Thing, target: Parameters<Idea>[0]) => Thing,
): Idea =>
  keeping(name, reason, trips, (right, target) => ({
    create: (place, members) => right.create(place, rewrite(members, target)),
    replace: (place, id, members) => right.replace(place, id, rewrite(members, target)),
    change: (place, id, members) => right.change(place, id, rewrite(members, target)),
  }));

/** The server writes otherwise than it says. */
export const writing: readonly Idea[] = [
  keeping(
    'put-is-lost',
    'It answers that it replaced, and keeps what there was.',
    ['change-shown'],
    (right) => ({
      replace: (place, id, members) => pretend(right, place, id, members),
    }),
  ),
  keeping(
    'patch-is-lost',
    'It answers that it changed, and keeps what there was.',
    ['change-shown'],
    (right) => ({
      change: (place, id, members) => pretend(right, place, id, members),
    }),
  ),
  keeping(
    'second-write-is-lost',
    'It keeps the first write to a thing only.',
    ['change-shown'],
    (right) => {
      const written = new Set<string>();
      const isSecond = (place: string, id: string) => {
        const isKnown = written.has(`${place}/${id}`);
        written.add(`${place}/${id}`);
        return isKnown;
      };
      return {
        replace: (place, id, members) =>
          isSecond(place, id)
            ? pretend(right, place, id, members)
            : right.replace(place, id, members),
        change: (place, id, members) =>
          isSecond(place, id)
            ? pretend(right, place, id, members)
            : right.change(place, id, members),
      };
    },
  ),
  keeping(
    'put-loses-a-member',
    'A replacement keeps the former note.',
    ['change-shown'],
    (right, { note }) => ({
      replace: (place, id, members) =>
        right.replace(place, id, { ...members, ...former(right, place, id, note) }),
    }),
  ),
  keeping(
    'patch-loses-a-member',
    'A change keeps the former note.',
    ['change-shown'],
    (right, { note }) => ({
      change: (place, id, members) =>
        right.change(place, id, { ...members, ...former(right, place, id, note) }),
    }),
  ),
  keeping(
    'patch-clears-another-member',
    'A change empties a list that it does not name.',
    ['change-shown'],
    (right, { list }) => ({
      change: (place, id, members) => right.change(place, id, { [list]: [], ...members }),
    }),
  ),
  keeping(
    'patch-replaces',
    'A change removes the optional members that it does not name.',
    ['change-shown'],
    (right, { required, defaults }) => ({
      change(place, id, members) {
        const old = right.read(place, id) ?? {};
        const kept = Object.entries(old).filter(([name]) => required.includes(name));
        const whole = { ...defaults, ...Object.fromEntries(kept), ...members };
        const left = hasNulls(old) ? { text: null, dueOn: null } : {};
        return right.replace(place, id, { ...left, ...whole });
      },
    }),
  ),
  keeping(
    'put-merges',
    'A replacement keeps the members that it does not name.',
    ['change-shown'],
    (right) => ({
      replace: (place, id, members) =>
        right.change(
          place,
          id,
          Object.fromEntries(Object.entries(members).filter(([, value]) => value !== null)),
        ),
    }),
  ),
  keeping(
    'put-makes-a-copy',
    'A replacement becomes a thing of its own, and the old one stays.',
    ['change-shown'],
    (right) => ({
      replace: (place, id, members) => right.read(place, id) && right.create(place, members),
    }),
  ),
  keeping(
    'patch-appends',
    'A change adds to a list in place of replacing it.',
    ['change-shown'],
    (right, { list }) => ({
      change(place, id, members) {
        const old = (right.read(place, id)?.[list] ?? []) as readonly unknown[];
        const sent = members[list] as readonly unknown[] | undefined;
        const all = sent && [...new Set([...old, ...sent])];
        return right.change(place, id, { ...members, ...(all ? { [list]: all } : {}) });
      },
    }),
  ),
  keeping(
    'write-changes-a-neighbour',
    'A write changes the title of another thing, too.',
    ['refusal-changes-nothing'],
    (right, { title }) => {
      const spoil = (place: string, id: string, members: Thing) => {
        const neighbour = neighbourOf(right, place, id);
        if (neighbour !== undefined && title in members)
          right.change(place, neighbour, { [title]: members[title] });
      };
      return {
        replace(place, id, members) {
          spoil(place, id, members);
          return right.replace(place, id, members);
        },
        change(place, id, members) {
          spoil(place, id, members);
          return right.change(place, id, members);
        },
      };
    },
  ),
  keeping(
    'title-is-shared',
    'All things have the title that was written last.',
    ['created-shown', 'refusal-changes-nothing'],
    (right, { title }) => {
      let last: unknown;
      const note = (members: Thing) => {
        last = members[title] ?? last;
      };
      const told = (thing: Thing | undefined) =>
        thing && last !== undefined ? { ...thing, [title]: last } : thing;
      return {
        create(place, members) {
          note(members);
          return right.create(place, members);
        },
        replace(place, id, members) {
          note(members);
          return right.replace(place, id, members);
        },
        change(place, id, members) {
          note(members);
          return right.change(place, id, members);
        },
        read: (place, id) => told(right.read(place, id)),
        list: (place) => right.list(place)?.map((thing) => told(thing)!),
      };
    },
  ),
  rewriting(
    'title-is-cut',
    'It keeps 50 characters of a title.',
    ['created-shown', 'change-shown'],
    (members, { title }) =>
      title in members
        ? { ...members, [title]: [...String(members[title])].slice(0, 50).join('') }
        : members,
  ),
  rewriting(
    'members-are-swapped',
    "It keeps two texts in each other's place.",
    ['created-shown'],
    (members, { title, note }) =>
      typeof members[title] === 'string' &&
      typeof members[note] === 'string' &&
      members[note] !== ''
        ? { ...members, [title]: members[note], [note]: members[title] }
        : members,
  ),
  keeping('patch-changes-the-id', 'A changed thing has another id.', ['change-shown'], (right) => ({
    change(place, id, members) {
      const old = right.read(place, id);
      if (old === undefined) return undefined;
      right.remove(place, id);
      const made = right.kinds[kindOf(place)]!.made(old, 0);
      const rest = Object.entries({ ...old, ...members }).filter(([name]) => !(name in made));
      return right.create(place, Object.fromEntries(rest));
    },
  })),
];
