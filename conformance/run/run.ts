import type { Check } from '../checks/check.ts';
import * as checks from '../checks/index.ts';
import { redactor } from '../core/auth/redact.ts';
import { contractAt } from '../core/contract/target-servers.ts';
import { conclude } from '../report/conclude.ts';
import type { RunRecord } from '../report/record.ts';
import type { Report } from '../report/report.ts';
import { runApi } from './api.ts';
import { allCredentials } from './credentials-of.ts';
import type { ApiRecord } from './records.ts';
import { deadlineOf } from './deadline.ts';
import type { Assignment, RunOptions } from './options.ts';
import { OpenHooks } from './open-hooks.ts';
import { scheduleAll } from './schedule.ts';
import { withHooks } from './with-hooks.ts';

export type { Assignment, Progress, RunOptions } from './options.ts';

/** Checks implementations against their contracts: plan, send, judge, conclude. */
export async function run(
  wantedAssignments: readonly Assignment[],
  options: RunOptions,
): Promise<Report> {
  const assignments = wantedAssignments.map(atTarget);
  const started = new Date().toISOString();
  const begun = performance.now();
  using deadline = options.time && deadlineOf(options.time);
  const planning = assignments.map(({ contract, values, isMock, otherCredentials }) => ({
    ...{ contract, values },
    hasOther: otherCredentials !== undefined,
    isByEffect: options.sequences ?? isMock !== true,
  }));
  const { schedules, shard: shardOf } = scheduleAll(planning, options);
  options.progress?.begin?.(
    assignments.map(({ contract, target, shown = target }, index) => ({
      api: contract.api,
      target: shown,
      operations: schedules[index]!.operations,
      cases: schedules[index]!.cases,
    })),
  );
  const wanted = (Object.values(checks) as Check[]).filter(
    ({ id }) => !options.skipChecks?.includes(id),
  );
  // a server behind several APIs may repeat to one API the secrets of another
  const redact = redactor(
    assignments.flatMap(allCredentials),
    assignments.flatMap(({ secrets }) => [...(secrets?.values() ?? [])]),
  );
  const parts: ApiRecord[] = [];
  for (const [index, assignment] of assignments.entries()) {
    const hooks = assignment.hooks && new OpenHooks(assignment.hooks, assignment, options.signal);
    // what a hook makes is to be taken away again, also at Ctrl-C
    if (hooks) options.progress?.send?.();
    const context = { checks: wanted, redact, options, deadline, hooks };
    parts.push(
      await withHooks(hooks, assignment, redact, () =>
        runApi(assignment, schedules[index]!, context),
      ),
    );
  }
  const shard = shardOf();
  const record: RunRecord = {
    started,
    milliseconds: Math.round(performance.now() - begun),
    ...(shard ? { shard } : {}),
    checks: wanted.map(({ id, label, summary }) => ({ id, label, summary })),
    apis: parts.map(({ api }) => api),
    operations: parts.flatMap(({ operations }) => operations),
    outcomes: parts.flatMap(({ outcomes }) => outcomes),
  };
  return conclude(record, options);
}

/** The mock of a run serves every operation at its plain path too. */
const atTarget = (assignment: Assignment): Assignment =>
  assignment.isMock
    ? assignment
    : { ...assignment, contract: contractAt(assignment.contract, assignment.target) };
