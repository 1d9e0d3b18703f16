import { visible } from './visible.ts';

const levels = ['error', 'warning', 'notice'] as const;
type Level = (typeof levels)[number];
/** A message that GitHub shows at a place of a pull request. */
export type Annotation = {
  readonly level: Level;
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
};

/** How many annotations of one level GitHub shows for one step. */
const annotationsAtMost = 10;

/**
 * Annotations as the lines that a step of a GitHub workflow prints.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function workflowCommands(all: readonly Annotation[]): string[] {
  const annotations = Map.groupBy(all, ({ level }) => level);
  return levels.flatMap((level) => limited(level, annotations.get(level) ?? []).map(command));
}

function limited(level: Level, annotations: readonly Annotation[]): readonly Annotation[] {
  if (annotations.length <= annotationsAtMost) return annotations;
  const shown = annotations.slice(0, annotationsAtMost - 1);
  const more = annotations.length - shown.length;
  const message = `There are ${more} more of this level (${level}), which GitHub does not show. The other reports have all of them.`;
  return [...shown, { level, title: `${more} more`, message }];
}

function command({ level, title, message, file, line, column }: Annotation): string {
  const properties = Object.entries({ file, line, col: column, title }).flatMap(([name, value]) =>
    value === undefined ? [] : [`${name}=${escapeProperty(String(value))}`],
  );
  return `::${level} ${properties.join(',')}::${escapeText(message)}`;
}

// escaped as by @actions/core: a line can't end early, so no text can begin a command
const escapeText = (value: string): string =>
  visible(value).replaceAll('%', '%25').replaceAll('\n', '%0A');
const escapeProperty = (value: string): string =>
  escapeText(value).replaceAll(':', '%3A').replaceAll(',', '%2C');
