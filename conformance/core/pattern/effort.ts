import type { PatternNode } from './parse.ts';

/** At most how many ways there are to match, and how many characters are compared for all of them. */
type Effort = { readonly ways: number; readonly steps: number };

/**
 * An upper limit for the comparisons of an engine that backtracks, as JavaScript's does, on a text
 * of some length: `Infinity` where they grow beyond all numbers.
 */
export function mostSteps(pattern: PatternNode, length: number): number {
  const { steps } = effortOf(pattern, length);
  return beginsAtStart(pattern) ? steps : steps * (length + 1);
}

function effortOf(node: PatternNode, length: number): Effort {
  switch (node.kind) {
    case 'character':
    case 'position':
      return { ways: 1, steps: 1 };
    case 'repetition':
      return { ways: 1, steps: length };
    case 'look':
      // once it holds, it is not tried in another way
      return { ways: 1, steps: effortOf(node.body, length).steps };
    case 'choice': {
      const parts = node.parts.map((part) => effortOf(part, length));
      return {
        ways: sum(parts.map(({ ways }) => ways)),
        steps: sum(parts.map(({ steps }) => steps)),
      };
    }
    case 'sequence':
      // each part is tried again for each way of those before it
      return node.parts.reduce<Effort>(
        (before, part) => {
          const { ways, steps } = effortOf(part, length);
          return { ways: before.ways * ways, steps: before.steps + before.ways * steps };
        },
        { ways: 1, steps: 0 },
      );
    default:
      return effortOfRepeat(effortOf(node.body, length), node, length);
  }
}

function effortOfRepeat(
  { ways, steps }: Effort,
  { least, most }: { readonly least: number; readonly most: number },
  length: number,
): Effort {
  const rounds = Math.max(least, Math.min(most, length));
  const counts = rounds - least + 1;
  if (ways === 1) return { ways: counts, steps: Math.max(1, rounds) * steps };
  const leaves = ways ** rounds;
  return { ways: leaves * counts, steps: leaves * Math.max(1, rounds) * steps };
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

/** Whether a match begins at the start of the text only. */
function beginsAtStart(node: PatternNode): boolean {
  if (node.kind === 'position') return node.at === 'start' && !node.flags.includes('m');
  if (node.kind === 'choice') return node.parts.every(beginsAtStart);
  return node.kind === 'sequence' && node.parts[0] !== undefined && beginsAtStart(node.parts[0]);
}

/** The number of characters of the shortest text that a pattern may match. */
export function shortestOf(node: PatternNode): number {
  if (node.kind === 'character') return 1;
  if (node.kind === 'sequence') return sum(node.parts.map(shortestOf));
  if (node.kind === 'choice') return Math.min(...node.parts.map(shortestOf));
  return node.kind === 'repeat' && node.least > 0 ? node.least * shortestOf(node.body) : 0;
}
