/** Gives the anchors of a page: each name gets an id that is good in HTML, and no two the same. */
export type Anchors = (name: string) => string;

/** Starts the anchors of a page. The same names in the same order get the same anchors. */
export function anchors(): Anchors {
  const taken = new Set<string>();
  return (name) => {
    const plain = name.trim().replaceAll(/\s+/g, '_') || 'unnamed';
    let found = plain;
    for (let number = 2; taken.has(found); number += 1) found = `${plain}-${number}`;
    taken.add(found);
    return found;
  };
}

/** The anchor of a heading, as code hosts make it, so that the same link works there and here. */
export const slugOf = (heading: string): string =>
  heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\p{M}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
