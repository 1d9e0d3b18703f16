import type { Documents } from '../../conformance/core/contract/documents.ts';
import type { Source } from '../../conformance/core/source.ts';
import { compareDescriptions } from './compare/descriptions.ts';
import type { Compared } from './compare/operations.ts';
import type { Difference, Rule, Severity, Sides } from './difference.ts';
import * as rules from './rules/index.ts';
import { startWalk, type Step, type Walk } from './walk.ts';

/** One change of an API, and what it means for clients. */
export type Change = {
  /** The id of the rule that judged it. */
  readonly rule: string;
  readonly severity: Severity;
  /** The operations that it changes, by `operationId`; empty for a change that is about none. */
  readonly operations: readonly string[];
  /** Where in an operation: `request body`, `application/json`, `name`. */
  readonly where: readonly string[];
  /** The JSON Pointer in the file of `source`. */
  readonly pointer: string;
  /** Where it is: in the new description, or in the old one for what is gone. */
  readonly source: Source & { readonly side: 'old' | 'new'; readonly line: number };
  /** The places on both sides; the nearest one around it where it is absent. */
  readonly places: Sides<Source & { readonly line: number }>;
  /** What it means for clients, in one sentence. */
  readonly reason: string;
};

const all: readonly Rule[] = Object.values(rules);

/**
 * Lists what changed from one description to another, the worst first, each change once however many
 * operations it is about. Pure.
 */
export function changesBetween(old: Documents, fresh: Documents): Change[] {
  const documents = { old, new: fresh };
  const walk = startWalk(documents);
  const compared = compareDescriptions(walk);
  const order: readonly Severity[] = ['breaking', 'dangerous', 'safe'];
  return merged(
    differencesOf(walk, compared).map(([difference, operations]) =>
      changeOf(difference, operations, documents),
    ),
  ).sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

/** One change for each place and reason: a schema may be used in several ways. */
function merged(changes: readonly Change[]): Change[] {
  const same = ({ rule, reason, places: { old, new: fresh } }: Change) =>
    [rule, reason, old.file, old.pointer, fresh.file, fresh.pointer].join('\n');
  return [...Map.groupBy(changes, same).values()].map((group) => ({
    ...group[0]!,
    operations: [...new Set(group.flatMap(({ operations }) => operations))],
  }));
}

/** Every difference, with the operations that use what differs. */
function differencesOf(
  walk: Walk,
  compared: readonly Compared[],
): [difference: Difference, operations: readonly string[]][] {
  const users = new Map<Step, string[]>();
  for (const { id, step } of compared)
    for (const used of stepsFrom(step))
      if (used.differences.length > 0) users.set(used, [...(users.get(used) ?? []), id]);
  return [...stepsFrom(walk.root)].flatMap((step) =>
    step.differences.map((difference): [Difference, readonly string[]] => [
      difference,
      users.get(step) ?? [],
    ]),
  );
}

/** A step and all that it uses, each once. */
function stepsFrom(step: Step): Set<Step> {
  const found = new Set([step]);
  for (const each of found) for (const used of each.uses) found.add(used);
  return found;
}

function changeOf(
  difference: Difference,
  operations: readonly string[],
  documents: Sides<Documents>,
): Change {
  const { rule, verdict } = judged(difference);
  const placeOn = (side: 'old' | 'new') => ({
    ...difference.sources[side],
    line: documents[side].line(difference.sources[side]),
  });
  const places = { old: placeOn('old'), new: placeOn('new') };
  const side = difference.new === undefined ? 'old' : 'new';
  return {
    rule: rule.id,
    severity: verdict.severity,
    operations,
    where: difference.where,
    pointer: places[side].pointer,
    source: { ...places[side], side },
    places,
    reason: verdict.reason,
  };
}

/** The first rule that judges a difference; the last one judges every difference. */
export function judged(difference: Difference): {
  readonly rule: Rule;
  readonly verdict: NonNullable<ReturnType<Rule['judge']>>;
} {
  for (const rule of [...all.filter(({ id }) => id !== rules.otherChange.id), rules.otherChange]) {
    if (!rule.of.includes(difference.of)) continue;
    if (rule.aspects && !rule.aspects.includes(difference.aspect)) continue;
    const verdict = rule.judge(difference);
    if (verdict) return { rule, verdict };
  }
  throw new TypeError(`No rule judges ${difference.of} ${difference.aspect}.`);
}
