import { HookFailure } from './hook-failure.ts';
import type { OpenHooks } from './open-hooks.ts';
import type { Assignment } from './options.ts';
import type { ApiRecord } from './records.ts';
import type { Redactor } from '../core/auth/redact.ts';

/**
 * Runs the checks of one API between its hooks `before` and `after`. A hook that fails is the reason why
 * the API could not be judged; what was seen until then stays in the record.
 */
export async function withHooks(
  hooks: OpenHooks | undefined,
  { contract, target, shown = target }: Assignment,
  redact: Redactor,
  check: () => Promise<ApiRecord>,
): Promise<ApiRecord> {
  if (!hooks) return check();
  const nothing = { operations: [], unsupported: [], discarded: [], leftOut: 0 };
  const empty = { name: contract.api, target: shown, ...nothing };
  const failed = await failureOf(() => hooks.before());
  const record: ApiRecord =
    failed === undefined
      ? await check()
      : { api: { ...empty, error: failed }, operations: [], outcomes: [] };
  const failedLast = await failureOf(() => hooks.after());
  const { api } = record;
  const notes = [...(api.notes ?? []), ...hooks.notes];
  const error = api.error ?? failedLast;
  return {
    ...record,
    api: {
      ...api,
      ...(notes.length > 0 ? { notes } : {}),
      ...(error === undefined ? {} : redact({ error })),
    },
  };
}

async function failureOf(hook: () => Promise<void>): Promise<string | undefined> {
  try {
    await hook();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof HookFailure) return thrown.message;
    throw thrown;
  }
}
