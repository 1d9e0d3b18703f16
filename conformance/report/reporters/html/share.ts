/** What is shown of a list that may be long, and how many there are in all. */
export type Share<Item> = { readonly shown: readonly Item[]; readonly total: number };

/**
 * Shows no more than `budget` of all items, so that a page stays one that a browser opens at once:
 * where there are
 * more, each group shows its first ones, as many as every other group may. Nothing is dropped in
 * silence: whoever
 * shows a share says how large it is.
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

/**
 * The most that each group may show; one at least, even where there are more groups than the budget
 * has places.
 */
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

/** Text that may be long, without its end: `rest` is how many characters are left out. */
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
