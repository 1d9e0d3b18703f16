import { createHash } from 'node:crypto';

/** A longer name is cut: file systems take 255 bytes, and folders come before it. */
const longest = 100;

/**
 * A name for the file of each thing: letters, digits, `-`, `_` and `.`, and no two alike where capitals do not
 * count, as on the file systems of macOS and Windows.
 */
export function fileNames(names: readonly string[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  return new Map(
    names.map((name) => {
      const plain = safe(name);
      let found = plain;
      for (let number = 2; taken.has(found.toLowerCase()); number += 1)
        found = `${plain}-${number}`;
      taken.add(found.toLowerCase());
      return [name, found];
    }),
  );
}

/** Names that Windows keeps for devices, and `index`, which is the page of a folder. */
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d|index)$/i;

function safe(name: string): string {
  const plain = name
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .replaceAll(/[^\w.-]+/g, '-')
    .replaceAll(/^[-.]+|[-.]+$/g, '')
    .slice(0, longest);
  // letters of other scripts: a name that stays when others come
  if (plain === '') return `name-${createHash('sha256').update(name).digest('hex').slice(0, 8)}`;
  return reserved.test(plain) ? `${plain}-` : plain;
}
