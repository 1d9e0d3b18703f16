/** The classes of characters that a pattern tells apart. */
export type Alphabet = {
  /** The number of a code point's class. */
  readonly classOf: (codePoint: number) => number;
  /** Whether a class is in one of the pattern's characters. */
  readonly has: (character: number, ofClass: number) => boolean;
};

/** Code points with a fixed place in memory; the others are kept up to a number. */
const small = 256;
const mostKept = 65_536;

/**
 * The classes for some characters as they are written in a pattern. JavaScript's engine is asked
 * about each code point once, so that classes, escapes and properties mean what they mean there.
 */
export function alphabetOf(
  characters: readonly { readonly raw: string; readonly flags: string }[],
): Alphabet {
  const tests = characters.map(
    ({ raw, flags }) => new RegExp(`^(?:${raw})$`, `u${flags.replaceAll(/[^is]/g, '')}`),
  );
  const members: string[] = [];
  const numbers = new Map<string, number>();
  const first = new Int32Array(small).fill(-1);
  const others = new Map<number, number>();

  function find(codePoint: number): number {
    const text = String.fromCodePoint(codePoint);
    const key = tests.map((test) => (test.test(text) ? '1' : '0')).join('');
    const known = numbers.get(key);
    if (known !== undefined) return known;
    numbers.set(key, members.length);
    return members.push(key) - 1;
  }

  return {
    classOf(codePoint) {
      const kept = codePoint < small ? first[codePoint]! : (others.get(codePoint) ?? -1);
      if (kept >= 0) return kept;
      const found = find(codePoint);
      if (codePoint < small) first[codePoint] = found;
      else if (others.size < mostKept) others.set(codePoint, found);
      return found;
    },
    has: (character, ofClass) => members[ofClass]![character] === '1',
  };
}
