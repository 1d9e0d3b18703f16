import type { Contract, Operation } from '../../../conformance/core/contract/model.ts';
import { pointerOf } from '../../../conformance/core/pointer.ts';
import { wordsOf } from '../../../conformance/core/resources/names.ts';
import { cached } from '../../../conformance/core/memoize.ts';
import type { Kind } from './kind.ts';
import type { Work } from './places.ts';
import { memberAt } from './member.ts';
import { textAt } from './texts.ts';
import type { Members, Place, Thing } from './thing.ts';

const unique = new WeakMap<Operation, readonly string[]>();

/**
 * Why a request conflicts with a thing that is there: another one has a value that only one may have,
 * as the description says. Only where the operation documents a 409.
 */
export function conflictIn(
  contract: Contract,
  { work: { operation, level }, place, members, own }: Writing,
): string | undefined {
  if (!operation.responses.some(({ status }) => status === '409')) return undefined;
  const kind = level.kind()!;
  const names = cached(unique, operation, () => uniqueMembers(contract, operation, kind));
  for (const name of names) {
    const value = members[name];
    if (typeof value !== 'string' && typeof value !== 'number') continue;
    const same = (place.home ?? place).having(pointerOf([name]), String(value)).all();
    // the documented request must do, though the documented thing is there from the start
    if (same.some(({ from, serial }) => from !== 'description' && serial !== own?.serial))
      return `another one has this ${name}`;
  }
  return undefined;
}

/** Members that a request gives to a thing, or to a new one. */
type Writing = {
  readonly work: Work;
  readonly place: Place;
  readonly members: Members;
  readonly own?: Thing;
};

/** Names of members that are told to be unique, or that tell things apart by their meaning. */
function uniqueMembers(contract: Contract, operation: Operation, kind: Kind): readonly string[] {
  const conflict = operation.responses.find(({ status }) => status === '409')!;
  const told = textAt(contract, conflict.source);
  const members = kind.flats.flatMap(({ properties }) => [...properties]);
  const names = members.flatMap(([name, alternatives]) => {
    const [flat] = alternatives();
    const isText = flat.types.includes('string') || flat.types.includes('integer');
    if (!isText || flat.readOnly || flat.enum || flat.format?.startsWith('date')) return [];
    const own = textAt(contract, flat.source);
    const isTold = /\bunique\b|\bno two\b|already (?:taken|exist|in use)/i.test(own);
    return isTold || mentions(told, name) ? [name] : [];
  });
  const { identifier, above } = kind;
  const isNamed =
    identifier !== undefined && above.length === 0 && memberAt(kind.like, identifier) !== undefined;
  return [...new Set([...names, ...(isNamed ? [identifier.slice(1)] : [])])];
}

/** Whether a text says that only one thing may have a member: "this e-mail", "the name must be unique". */
function mentions(text: string, name: string): boolean {
  const words = wordsOf(name);
  if (words.length === 0) return false;
  const own = words.join('[ _-]?').replace(/^email\b/, 'e-?mail');
  const before = `(?:this|that|same|such|given|duplicate|unique)\\s+(?:an?\\s+)?${own}\\b`;
  const verb = '(?:(?:is|was|has been|must be|has to be|should be|needs to be)\\s+)?(?:not\\s+)?';
  const single = '(?:already\\s+(?:in use|exist|taken|used|registered)|unique|taken|in use|exists)';
  const after = `${own}\\s+(?:address\\s+)?(?:of\\s+\\w+\\s+(?:\\w+\\s+)?)?${verb}${single}`;
  return new RegExp(`\\b(?:${before}|${after})`, 'i').test(text);
}
