import { workflowCommands } from '../../../conformance/core/workflow-commands.ts';
import type { Reporter } from './reporter.ts';
import { counted } from './text.ts';

/** @see https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands */
export const github: Reporter = {
  id: 'github',
  summary: 'The problems as annotations of a GitHub workflow.',
  render({ checked, problems }) {
    const annotations = problems.map(
      ({ severity: level, rule: title, file, line, column, message, pointer }) => ({
        ...{ level, title, file, line, column },
        message: `${message}\nat ${pointer}`,
      }),
    );
    return [
      ...workflowCommands(annotations),
      `${counted(problems)} in ${checked.join(', ')}.\n`,
    ].join('\n');
  },
};
