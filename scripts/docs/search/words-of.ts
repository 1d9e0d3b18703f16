/** Marks of characters, such as the points of an ü. */
const marks = /\p{M}/gu;

/**
 * The words of a text in small letters. A name in camel case is itself and its parts, so that `push token`
 * finds `refreshPushToken`; accents count as little as capitals.
 */
export function wordsOf(text: string): string[] {
  const plain = text.normalize('NFKD').replaceAll(marks, '');
  return (plain.match(/[\p{L}\p{N}]+/gu) ?? []).flatMap((word) => {
    const parts = word.match(/\p{Lu}+(?!\p{Ll})|\p{Lu}?[^\p{Lu}\p{N}]+|\p{N}+/gu) ?? [];
    const isName = parts.length > 1;
    return [word, ...(isName ? parts.filter((part) => part.length > 1) : [])].map((one) =>
      one.toLowerCase(),
    );
  });
}

/** Words that tell nothing of what a text is about, in the languages of the site. */
const empty = new Set(
  'a an and are as at be by can do does for from how i if in is it its my of on or that the this to was what when where which will with you your aber als auf aus bei das dem den der des die durch ein eine einem einen einer es fur hat ich im ist kann mein mit nicht oder sie sind und uber von was wenn wie wird zu zum zur'.split(
    ' ',
  ),
);

/** Whether a word tells what a text is about. Names may be such words: an address has a field `to`. */
export const isTelling = (word: string): boolean => !empty.has(word);
