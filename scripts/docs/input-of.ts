import { readReport } from '../../conformance/cli/report-file.ts';
import type { NamedApi } from '../../conformance/core/contract/named-contracts.ts';
import type { SiteInput } from './site-model.ts';
import { known } from './config/known.ts';
import { settingsOf } from './config/settings-of.ts';
import type { Command } from './flags.ts';

/** What the site of a command is made of. Throws a `UserError` for a mistake in a file. */
export function inputOf(command: Command, apis: readonly NamedApi[]): SiteInput {
  const settings = settingsOf(command, known);
  const { report } = settings;
  return { apis, settings, ...(report === undefined ? {} : { report: readReport(report) }) };
}
