import type { Format } from '../core/schema/formats/format.ts';
import { formatReading } from '../core/schema/formats/reading.ts';
import { draftsAt, shown } from './drafts-at.ts';
import { echoTest } from './echoed-places.ts';
import type { CaseDraft, CaseGenerator } from './generator.ts';
import type { SchemaLocation } from './schema-locations.ts';

/** Near misses find loose validation that lets them pass, which nonsense would not. */
export const format: CaseGenerator = {
  id: 'format',
  summary:
    'Other values of each documented `format`, some of them unusual, values that nearly have it, and valid ones with something before or behind; values that only some servers read.',
  *generate(context) {
    const isEchoed = echoTest(context);
    const turns = new Map<string, number>();
    for (const location of context.schemaLocations) {
      const { format: name = '', types, enum: members } = location.flat;
      const known = formatReading(name);
      if (!known || !types.includes('string') || members) continue;
      const turn = turns.get(known.name) ?? 0;
      turns.set(known.name, turn + 1);
      // what a server changes of such a value shows where it repeats it
      yield* otherValues(location, known, isEchoed(location) ? 0 : turn);
      yield* nearMisses(location, known, turn === 0);
    }
  },
};

/** Other values, and two of those between the readings, which differ from location to location. */
function* otherValues(
  location: SchemaLocation,
  { valid, between, name }: Format,
  turn: number,
): Iterable<CaseDraft> {
  const { allowed, unspecified } = draftsAt(location, 'format');
  // the first value is the plain one, which other cases send
  for (const [index, value] of valid.slice(1).entries())
    if (location.allows(value) && !location.leavesOpen(value))
      yield allowed(`another-${index + 1}`, value, `is ${shown(value)}, another ${name}`);
  const open = Object.entries(between).filter(([, value]) => location.leavesOpen(value));
  const first = (2 * turn) % Math.max(1, open.length);
  for (const [index, [found, value]] of [...open.slice(first), ...open.slice(0, first)].entries())
    yield {
      ...unspecified(found, value, `is ${shown(value)}, which only some take for a ${name}`),
      redundant: index > 1,
    };
}

/**
 * The first location of a format gets each near miss that says something new of the server's idea
 * of the format. The others get one, which shows whether the format is verified there.
 */
function* nearMisses(
  location: SchemaLocation,
  format: Format,
  isFirst: boolean,
): Iterable<CaseDraft> {
  const { forbidden } = draftsAt(location, 'format');
  const misses = [
    ...Object.entries(format.near).map(([name, value], index) => ({
      name,
      value,
      isTelling: index < 2,
    })),
    ...aroundValid(location, format),
  ].filter(({ value }) => !location.allows(value) && location.breaks(value).length === 1);
  for (const [index, { name, value, isTelling }] of misses.entries())
    yield forbidden(name, value, `is ${shown(value)}, which is not a valid ${format.name}`, {
      redundant: isFirst ? !isTelling : index > 0,
    });
}

type Miss = { readonly name: string; readonly value: string; readonly isTelling: boolean };

/** A valid value with something before or behind: expressions without anchors let it pass. */
function* aroundValid(location: SchemaLocation, { valid, loose }: Format): Iterable<Miss> {
  const [own] = valid;
  const isField = location.in === 'header';
  const find = (candidates: readonly string[]) =>
    candidates.find((text) => !loose(text) && !(isField && text !== text.trim()));
  const affixed: [string, string | undefined, boolean][] = [
    ['character-before', find([`~${own}`, ` ${own}`]), true],
    ['character-after', find([`${own}~`, `${own} `]), true],
    // many dialects let `$` match before a line break at the end
    ['line-break-after', isField ? undefined : find([`${own}\n`]), true],
    ['twice', find([`${own}${own}`]), false],
  ];
  for (const [name, value, isTelling] of affixed)
    if (value !== undefined) yield { name, value, isTelling };
}
