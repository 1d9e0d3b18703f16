import { unjudgedAnswers } from '../checks/unjudged-answers.ts';
import { complain, print } from '../core/print.ts';
import type { Case } from '../generators/case.ts';
import type { Assignment } from '../run/run.ts';
import {
  scheduleAll,
  type Planned,
  type Planning,
  type Schedule,
  type ScheduleOptions,
} from '../run/schedule.ts';

/** What is planned of one API, and what the user leaves out. */
type DryApi = Planning & Pick<Assignment, 'excluded'>;

/** Prints the planned cases, and gives the exit code. Nothing is sent. */
export function dryRun(apis: readonly DryApi[], options: ScheduleOptions): number {
  let count = 0;
  let hasFailed = false;
  const { schedules } = scheduleAll(apis, options);
  for (const [index, api] of apis.entries()) {
    const { contract } = api;
    complainOfUntested(api);
    const { planned: plannedOf, sequences, isJudged } = schedules[index]!;
    for (const planned of plannedOf()) {
      if (!planned) continue;
      if ('unusable' in planned) {
        complain(`${contract.api} ${planned.unusable}`);
        hasFailed ||= planned.isOurs === true;
      } else {
        printPlan(contract.api, planned);
        count += planned.cases.length;
      }
    }
    count += printSteps(sequences, isJudged);
  }
  return count > 0 && !hasFailed ? 0 : 2;
}

/** Tells what of an API is not tested: parts of its description, and what the user leaves out. */
function complainOfUntested({ contract, excluded = new Map() }: DryApi): void {
  const { api, unsupported, notes } = contract;
  for (const { source, reason } of [...unsupported, ...notes, ...unjudgedAnswers(contract)])
    complain(`${api} ${contract.at(source)}: ${reason}`);
  for (const [operation, reason] of excluded) complain(`${api} ${operation}: ${reason}`);
}

function printPlan(
  api: string,
  { operation, plan, cases }: Exclude<Planned, { readonly unusable: string }>,
): void {
  for (const testCase of cases) printCase(testCase);
  for (const { id, reason } of plan.discarded) print(`discarded   ${id}  (${reason})`);
  complain(
    `${api} ${operation.id}: ${cases.length} cases, ${plan.skipped.length} skipped, ${plan.discarded.length} discarded, ${plan.leftOut} left out${plan.capped > 0 ? ` (${plan.capped} by --max-cases)` : ''}`,
  );
}

/** Prints the steps of sequences, and says which of them are not judged; how many there are. */
function printSteps(sequences: Schedule['sequences'], isJudged: Schedule['isJudged']): number {
  const all = sequences.flatMap(({ steps }) => steps);
  for (const step of all) {
    const { id, reason } = step.testCase;
    if (isJudged(step)) printCase(step.testCase);
    else print(`${'before'.padEnd(12)}${id}  (${reason}, and a later case rests on it)`);
  }
  return all.length;
}

function printCase({ id, intent, reason, components = [] }: Case): void {
  print(`${intent.padEnd(12)}${id}  (${reason})`);
  for (const component of components) print(`  component ${component.id}  (${component.reason})`);
}
