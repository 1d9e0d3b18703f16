import { unjudgedAnswers } from '../checks/unjudged-answers.ts';
import { complain, print } from '../core/print.ts';
import type { Config } from './config.ts';
import type { Contract } from '../core/contract/model.ts';
import type { Case } from '../generators/case.ts';
import { scheduleAll, type Planned, type ScheduleOptions } from '../run/schedule.ts';

/** Prints the planned cases, and gives the exit code. Nothing is sent. */
export function dryRun(
  contracts: readonly Contract[],
  config: Config,
  { isByEffect = false, ...options }: ScheduleOptions & { readonly isByEffect?: boolean },
): number {
  let count = 0;
  let hasFailed = false;
  const { schedules } = scheduleAll(
    contracts.map((contract) => ({
      contract,
      isByEffect,
      values: config.targets.get(contract.api)?.values ?? new Map(),
    })),
    options,
  );
  for (const [index, contract] of contracts.entries()) {
    const { unsupported, notes } = contract;
    for (const { source, reason } of [...unsupported, ...notes, ...unjudgedAnswers(contract)])
      complain(`${contract.api} ${contract.at(source)}: ${reason}`);
    const { planned: plannedOf, sequences } = schedules[index]!;
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
    for (const { testCase } of sequences.flatMap(({ steps }) => steps)) {
      printCase(testCase);
      count += 1;
    }
  }
  return count > 0 && !hasFailed ? 0 : 2;
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

function printCase({ id, intent, reason, components = [] }: Case): void {
  print(`${intent.padEnd(12)}${id}  (${reason})`);
  for (const component of components) print(`  component ${component.id}  (${component.reason})`);
}
