import { visible } from './visible.ts';

const levels = ['error', 'warning', 'notice'] as const;

/** What GitHub shows of a workflow beside a line of a file, or on the page of the run. */
export type Annotation = {
  readonly level: (typeof levels)[number];
  readonly title: string;
  readonly message: string;
  readonly file?: string;
  readonly line?: number;
  readonly column?: number;
};

/** How many annotations of one level GitHub shows for one step. */
const annotationsAtMost = 10;

/**
 * The lines that make GitHub show annotations, errors first. Those of a level beyond the limit of
 * GitHub become one that counts them; `where` says where all of them are.
 * @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands
 */
export function annotationLines(annotations: readonly Annotation[], where: string): string[] {
  const byLevel = Map.groupBy(annotations, ({ level }) => level);
  return levels.flatMap((level) => limited(byLevel.get(level) ?? [], where).map(command));
}

function limited(annotations: readonly Annotation[], where: string): readonly Annotation[] {
  if (annotations.length <= annotationsAtMost) return annotations;
  const shown = annotations.slice(0, annotationsAtMost - 1);
  const more = annotations.length - shown.length;
  const { level } = annotations[0]!;
  const message = `There are ${more} more of this level (${level}), which GitHub does not show. ${where}`;
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
