import { workflowCommands, type Annotation } from '../../../conformance/core/workflow-commands.ts';
import type { Change } from '../changes-between.ts';
import { countsOf, operationsOf, versionLine, type Comparison } from '../report.ts';
import type { Reporter } from './reporter.ts';

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const github: Reporter = {
  id: 'github',
  summary: 'What breaks clients as annotations of a GitHub workflow.',
  render: ({ comparisons }) =>
    `${[
      ...workflowCommands(comparisons.flatMap(annotationsOf)),
      ...comparisons.map(
        (comparison) =>
          `${comparison.files.new}: ${countsOf(comparison.changes)}. ${versionLine(comparison)}`,
      ),
    ].join('\n')}\n`,
};

/** Safe changes would only hide the others: GitHub shows few annotations. */
const annotationsOf = (comparison: Comparison): Annotation[] =>
  comparison.changes
    .filter(({ severity }) => severity !== 'safe')
    .map((change) => annotationOf(change, comparison));

/** A change stands at its place in the new description: only that is in a pull request. */
function annotationOf(change: Change, { fails }: Comparison): Annotation {
  const { severity, rule, reason, places, source } = change;
  const used = operationsOf(change, 10);
  return {
    level: severity === 'breaking' && fails ? 'error' : 'warning',
    title: `${severity}: ${rule}`,
    message: [
      reason,
      ...(used === '' ? [] : [`Operations: ${used}`]),
      ...(source.side === 'old' ? [`It was at ${source.file}:${source.line}.`] : []),
    ].join('\n'),
    // what git names is a path behind its ref
    file: places.new.file.replace(/^[^/:]+(?:\/[^/:]+)*:(?!\/\/)/, ''),
    line: places.new.line,
  };
}
