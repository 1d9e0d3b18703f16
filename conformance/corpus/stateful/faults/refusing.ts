import { answering, keeping, type Call, type Idea, type Target } from '../fault.ts';

/** Does what a request asks for, and answers with the refusal all the same. */
const applying = (
  name: string,
  reason: string,
  trips: readonly string[],
  isMeant: (call: Call, target: Target) => boolean,
): Idea =>
  answering(name, reason, trips, (right, _, target) => (call) => {
    if (isMeant(call, target))
      right({ ...call, user: call.user || target.anyUser, verdict: 'good' });
    return right(call);
  });

const isInvalid = ({ verdict }: Call): boolean => verdict === 'invalid';

/** The server changes something although it refuses, or does what it has to refuse. */
export const refusing: readonly Idea[] = [
  applying(
    'refused-post-creates',
    'It creates from a body that it refuses.',
    ['list-complete', 'body-matches-schema'],
    (call, { operations }) => isInvalid(call) && call.operation === operations.create,
  ),
  applying(
    'refused-put-is-kept',
    'It keeps a replacement that it refuses.',
    ['refusal-changes-nothing', 'body-matches-schema'],
    (call, { operations }) => isInvalid(call) && call.operation === operations.replace,
  ),
  applying(
    'refused-patch-is-kept',
    'It keeps a change that it refuses.',
    ['refusal-changes-nothing', 'body-matches-schema'],
    (call, { operations }) => isInvalid(call) && call.operation === operations.change,
  ),
  applying(
    'strangers-put-is-kept',
    'It replaces for somebody without credentials.',
    ['refusal-changes-nothing'],
    (call, { operations }) =>
      call.verdict === 'unauthorized' && call.operation === operations.replace,
  ),
  applying(
    'strangers-delete-is-done',
    'It deletes for somebody without credentials.',
    ['refusal-changes-nothing'],
    (call, { operations }) =>
      call.verdict === 'unauthorized' && call.operation === operations.remove,
  ),
  keeping(
    'put-to-unknown-succeeds',
    'It answers that it replaced what never was.',
    ['unknown-refused'],
    (right) => ({
      replace: (place, id, members) =>
        right.replace(place, id, members) ??
        (right.at(place) && { ...members, ...[...right.at(place)!.values()][0] }),
    }),
  ),
  keeping(
    'patch-to-unknown-changes-the-last',
    'It changes the last thing for an unknown id.',
    ['unknown-refused', 'refusal-changes-nothing'],
    (right) => ({
      change(place, id, members) {
        const last = [...(right.at(place)?.keys() ?? [])].at(-1);
        return (
          right.change(place, id, members) ??
          (last === undefined ? undefined : right.change(place, last, members))
        );
      },
    }),
  ),
];
