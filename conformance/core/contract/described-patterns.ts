import { patternOf } from '../pattern/pattern.ts';
import { escapeToken, isObject, type Node } from '../pointer.ts';
import type { Source } from '../source.ts';

/** A pattern of a description, and where it stands. */
export type DescribedPattern = { readonly text: string; readonly source: Source };

/** The patterns of one object, if it is a schema: `pattern`, and the names of `patternProperties`. */
export function patternsIn(node: Node, { file, pointer }: Source): DescribedPattern[] {
  // extensions hold data, which may look like a schema
  if (pointer.includes('/x-')) return [];
  const at = (text: string, place: string) => ({
    text,
    source: { file, pointer: pointer + place },
  });
  const { pattern, patternProperties } = node;
  return [
    ...(typeof pattern === 'string' ? [at(pattern, '/pattern')] : []),
    ...(isObject(patternProperties)
      ? Object.keys(patternProperties).map((text) =>
          at(text, `/patternProperties/${escapeToken(text)}`),
        )
      : []),
  ];
}

/**
 * The patterns that can't judge all texts, each once at its first place: those that are `known` from
 * the start, and what to say of one that is found later.
 */
export function unjudgedPatterns(patterns: readonly DescribedPattern[]): {
  readonly known: readonly Notice[];
  readonly found: (pattern: string) => readonly Notice[];
} {
  const places = new Map(
    patterns.map(({ text, source }): [string, Source] => [text, source]).toReversed(),
  );
  const known = [...new Set(patterns.map(({ text }) => text))].flatMap((text) => {
    const { unjudged } = patternOf(text);
    return unjudged === undefined ? [] : [notice(text, places, unjudged)];
  });
  const told = new Set<string>();
  return {
    known,
    found(text) {
      if (told.has(text) || patternOf(text).unjudged !== undefined) return [];
      told.add(text);
      return [notice(text, places, 'did not judge a text, because that takes too long')];
    },
  };
}

type Notice = { readonly source: Source; readonly reason: string };

const notice = (text: string, places: ReadonlyMap<string, Source>, what: string): Notice => ({
  source: places.get(text)!,
  reason: `the pattern ${text.length > 200 ? `${text.slice(0, 200)}…` : text} ${what}`,
});
