import type { Difference, Severity, Verdict } from './difference.ts';

/** What a change does to the values that are allowed. `changed`: some more, and some fewer. */
export type Effect = 'narrowed' | 'widened' | 'changed';

/**
 * What a change of the allowed values means. Fewer values break those who send them, and more values
 * those who receive them.
 * @param what what changed, as a predicate: "no longer allows `bird`"
 * @param received how much it matters that clients receive what was impossible before
 */
export function verdictOf(
  effect: Effect,
  { direction, label }: Pick<Difference, 'direction' | 'label'>,
  what: string,
  received: Severity = 'breaking',
): Verdict {
  const say = (severity: Severity, consequence: string): Verdict => ({
    severity,
    reason: `${label} ${what}: ${consequence}.`,
  });
  if (direction === 'request')
    return effect === 'widened'
      ? say('safe', 'what clients send stays valid')
      : say('breaking', 'what clients send may be refused');
  return effect === 'narrowed'
    ? say('safe', 'clients receive nothing that was impossible before')
    : say(received, 'clients may receive what was impossible before');
}

/** A verdict that calls nothing breaking: whether it is can't be known, or depends on the client. */
export const dangerousAtMost = (verdict: Verdict): Verdict =>
  verdict.severity === 'breaking' ? { ...verdict, severity: 'dangerous' } : verdict;

/** The effect of a limit that values must keep, which is there or not. */
export const effectOf = (old: unknown, fresh: unknown): Effect =>
  old === undefined ? 'narrowed' : fresh === undefined ? 'widened' : 'changed';

/** The effect of a change of a list of what is allowed; `undefined` allows everything. */
export function effectOfLists(
  old: readonly unknown[] | undefined,
  fresh: readonly unknown[] | undefined,
): Effect {
  if (!old || !fresh) return effectOf(old, fresh);
  const { added, removed } = changesOf(old, fresh);
  return removed.length === 0 ? 'widened' : added.length === 0 ? 'narrowed' : 'changed';
}

/** The values that only one of two lists has. */
export function changesOf<Value>(
  old: readonly Value[],
  fresh: readonly Value[],
): { readonly added: readonly Value[]; readonly removed: readonly Value[] } {
  const written = (list: readonly Value[]) => new Set(list.map((value) => JSON.stringify(value)));
  const [before, after] = [written(old), written(fresh)];
  return {
    added: fresh.filter((value) => !before.has(JSON.stringify(value))),
    removed: old.filter((value) => !after.has(JSON.stringify(value))),
  };
}

/** A value in a sentence; a long one is cut, and a text that looks like another value has quotes. */
export function shown(value: unknown): string {
  if (value === undefined) return 'nothing';
  const isPlain =
    typeof value === 'string' && !/^(?:|true|false|null|-?\d.*|[\s"{[`].*)$/s.test(value);
  const text = isPlain ? value : JSON.stringify(value);
  return `\`${text.length > 60 ? `${text.slice(0, 60)}…` : text}\``;
}

/** Some values in a sentence; of many, the first ones and how many more there are. */
export function listed(values: readonly unknown[]): string {
  const most = 5;
  const first = values.slice(0, most).map(shown).join(', ');
  return values.length > most ? `${first} and ${values.length - most} more` : first;
}
