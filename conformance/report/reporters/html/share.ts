/** The shown items of a group, and the number of all its items. */
export type Share<Item> = { readonly shown: readonly Item[]; readonly total: number };

/**
 * Divides a budget of items among groups: each shows its first items, up to the same limit. Keeps a
 * page fast; the caller says how many items are left out.
 */
export function shares<Item>(
  groups: readonly (readonly Item[])[],
  budget: number,
): readonly Share<Item>[] {
  const limit = limitOf(
    groups.map(({ length }) => length),
    budget,
  );
  let left = budget;
  return groups.map((group) => {
    const shown = group.slice(0, Math.min(limit, left));
    left -= shown.length;
    return { shown, total: group.length };
  });
}

/** The limit for each group; at least 1, even if there are more groups than the budget has items. */
function limitOf(lengths: readonly number[], budget: number): number {
  let left = budget;
  const ascending = lengths.toSorted((one, other) => one - other);
  for (const [index, length] of ascending.entries()) {
    const each = Math.floor(left / (ascending.length - index));
    if (length > each) return Math.max(each, 1);
    left -= length;
  }
  return Infinity;
}

/** The start of a text, and how many characters are left out (`rest`). */
export function cut(
  text: string,
  characters: number,
  lines: number,
): { readonly text: string; readonly rest: number } {
  const start =
    text.length > characters ? text.slice(0, characters).replace(/[\ud800-\udbff]$/, '') : text;
  const short = start.split('\n').slice(0, lines).join('\n');
  return { text: short, rest: text.length - short.length };
}
