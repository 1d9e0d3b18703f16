/**
 * `x-source`: the evidence for a rule of a description, and how strong it is.
 * @see ../../../spec/README.md
 */
import { isObject, pointerOf, tokensOf, valueAt, type Node } from '../pointer.ts';
import type { Source } from '../source.ts';
import type { Documents } from './documents.ts';

/** From the weakest to the strongest. */
export const strengths = ['usage', 'vendor', 'observed', 'documented'] as const;

/** The strengths that oblige a server, from the weakest to the strongest. */
export const bindingStrengths = strengths.slice(1) as Exclude<Strength, 'usage'>[];

/** How firmly the evidence supports a rule. `usage` obliges no server. */
export type Strength = (typeof strengths)[number];

/** One source of a rule. */
export type EvidenceSource = {
  readonly strength: string;
  /** Its short name, which the reading notes explain. */
  readonly document: string;
  readonly note?: string;
};

/** The sources of a node as text for reports; empty if it has none. */
export const readEvidence = (node: Node, keyword?: string): string =>
  sourcesOf(node, keyword)
    .map(({ strength, document }) => `${String(strength)} (${String(document)})`)
    .join(', ');

/** The evidence for the rule at a position, as text; empty where the description says nothing. */
export const evidenceAbove = (documents: Documents, source: Source): string =>
  nearest(documents, source, (node, keyword) => readEvidence(node, keyword) || undefined) ?? '';

/** The sources of the rule at a position; empty where the description says nothing. */
export const sourcesAbove = (documents: Documents, source: Source): readonly EvidenceSource[] =>
  nearest(documents, source, (node, keyword) => {
    const found = sourcesOf(node, keyword);
    return found.length > 0 ? found.map(evidenceSource) : undefined;
  }) ?? [];

/** The sources that stand at a node itself, for any keyword. */
export const sourcesAt = (node: Node): readonly EvidenceSource[] =>
  allSources(node).map(evidenceSource);

const evidenceSource = ({ strength, document, note }: Node): EvidenceSource => ({
  strength: String(strength),
  document: String(document),
  ...(typeof note === 'string' && { note }),
});

/** The strongest evidence for the rule at a position; `undefined` where nothing is said. */
export const strengthAbove = (documents: Documents, source: Source): Strength | undefined =>
  nearest(documents, source, (node, keyword) => {
    const own = new Set(sourcesOf(node, keyword).map(({ strength }) => strength));
    return strengths.findLast((strength) => own.has(strength));
  });

/**
 * What the nearest node at or above a position says about it. A rule about one member of an object,
 * such as `required`, begins at the member.
 */
function nearest<Found>(
  documents: Documents,
  { file, pointer, member }: Source,
  read: (node: Node, keyword: string | undefined) => Found | undefined,
): Found | undefined {
  const tokens = tokensOf(pointer);
  const nodes = nodesTo(documents.contentOf(file), tokens);
  if (member !== undefined) {
    const keyword = tokens.at(-1)!;
    const node = nodeOf(valueAt(nodes.at(-2), pointerOf(['properties', member])));
    const found = speaksOf(node, keyword) ? read(node, keyword) : undefined;
    if (found !== undefined) return found;
  }
  for (let length = tokens.length; length >= 0; length -= 1) {
    const found = read(nodeOf(nodes[length]), tokens[length]);
    if (found !== undefined) return found;
  }
  return undefined;
}

const nodeOf = (value: unknown): Node => (isObject(value) ? value : {});

/** What stands on the way to a position, from the whole document on. */
function nodesTo(content: unknown, tokens: readonly string[]): readonly unknown[] {
  const nodes = [content];
  for (const token of tokens) nodes.push(valueAt(nodes.at(-1), pointerOf([token])));
  return nodes;
}

/** The sources that name a keyword, else those that name none. */
function sourcesOf(node: Node, keyword: string | undefined): readonly Node[] {
  const all = allSources(node);
  const own = keyword === undefined ? [] : all.filter((source) => names(source, keyword));
  return own.length > 0 ? own : all.filter((source) => !('keyword' in source));
}

/** An extension of that name in a foreign description may mean something else. */
const allSources = (node: Node): readonly Node[] =>
  [node['x-source']].flat().filter(isObject).filter(isSource);

const isSource = ({ strength, document }: Node): boolean =>
  typeof document === 'string' && strengths.some((known) => known === strength);

const names = ({ keyword }: Node, wanted: string): boolean => [keyword].flat().includes(wanted);

const speaksOf = (node: Node, keyword: string): boolean =>
  allSources(node).some((source) => names(source, keyword));
