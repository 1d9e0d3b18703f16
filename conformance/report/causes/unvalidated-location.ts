import type { Cause, Evidence, Explained } from './cause.ts';
import { followFrom, isOfSchema, listOf, placeInWords, ruleOf } from './evidence.ts';
import { numberOf } from '../number-of.ts';

/** A parameter, a member or a whole body of which every rule that was tried is ignored. */
export const unvalidatedLocation: Cause = {
  id: 'unvalidated',
  *explain(evidence) {
    for (const { id } of evidence.operations) yield* locationsIn(evidence, id);
  },
};

function* locationsIn(evidence: Evidence, id: string): Iterable<Explained> {
  const findings = evidence.findingsIn(id);
  if (findings.length < 2) return;
  const tried = evidence
    .answeredIn(id)
    .flatMap((outcome) =>
      outcome.intent === 'invalid' && isOfSchema(outcome.breaks)
        ? [{ outcome, ...ruleOf(outcome.breaks) }]
        : [],
    );
  const isIgnored = ({ outcome }: (typeof tried)[number]) => outcome.answer.meaning === 'success';
  const enforced = new Set(
    tried.filter((one) => !isIgnored(one)).flatMap(({ place }) => upwards(place)),
  );
  // the widest location of which nothing is enforced
  const widest = ({ place }: (typeof tried)[number]) =>
    upwards(place).find((location) => !enforced.has(location)) ?? '';
  for (const [location, ignored] of Map.groupBy(tried.filter(isIgnored), widest)) {
    const members = followFrom(
      ignored.map(({ outcome }) => outcome),
      findings,
    );
    if (location === '' || members.length < 2) continue;
    const rules = new Set(ignored.map(({ place, keyword }) => `${place} ${keyword}`));
    yield {
      place: `${id}/${location}`,
      message: messageOf(id, location, [...rules]),
      findings: members,
    };
  }
}

function messageOf(id: string, location: string, rules: readonly string[]): string {
  const words = placeInWords(location);
  const names = rules.map((rule) => {
    const { place, keyword } = ruleOf(rule);
    const inner = place.slice(location.length + 1).replaceAll('/', '.');
    return inner === '' ? keyword : `${keyword} of ${inner}`;
  });
  return rules.length === 1
    ? `\`${id}\` ignores the rule \`${names[0]}\` of ${words}, the only one that was tried there.`
    : `\`${id}\` does not validate ${words}: ${numberOf(rules.length, 'rule')} that were tried are ignored (${listOf(names)}).`;
}

/** A location and those around it, the widest first; parameters have no common one. */
function upwards(place: string): string[] {
  const parts = place.split('/');
  const first = parts[0] === 'body' ? 1 : 2;
  return parts.flatMap((_, index) =>
    index + 1 < first ? [] : [parts.slice(0, index + 1).join('/')],
  );
}
