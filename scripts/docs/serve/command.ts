import type { NamedApi } from '../../../conformance/core/contract/named-contracts.ts';
import { complain, print } from '../../../conformance/core/print.ts';
import { onInterrupt } from '../../../conformance/core/signals.ts';
import { userPath } from '../../../conformance/core/user-path.ts';
import { mountOf } from '../../mock/route/routes.ts';
import { configFileOf } from '../config/settings-of.ts';
import type { Command } from '../flags.ts';
import { inputOf } from '../input-of.ts';
import type { SiteInput } from '../site-model.ts';
import { openSite } from '../site.ts';
import { serveSite } from './serve.ts';

/** Serves the site of a command until a signal ends it. Throws as `serveSite` does. */
export async function serve(command: Command, apis: readonly NamedApi[]): Promise<void> {
  const served = await serveSite({
    port: command.port,
    build: openSite,
    read: () => inputOf(command, apis),
    files: (input) => ownFiles(command, input),
    report: print,
    complain,
    making,
  });
  for (const { api } of apis)
    print(`${served.url}/${mountOf(api)}/  the mock: ${served.mockUrl}/${mountOf(api)}`);
  print(`The site is at ${served.url}/ (Ctrl-C ends it)`);
  let watch = watchSignals();
  let makings = 0;

  function watchSignals() {
    return onInterrupt(async () => {
      await served[Symbol.asyncDispose]();
      print('The site is no longer served.');
      process.exit(0);
    });
  }

  /** While a site is made, no handler would get a signal in time: the default action ends the process. */
  async function making(work: () => Promise<void>): Promise<void> {
    makings += 1;
    watch[Symbol.dispose]();
    await work();
    makings -= 1;
    if (makings === 0) watch = watchSignals();
  }
}

/** What a site is made of beside its descriptions. The configuration may come later. */
function ownFiles(command: Command, { settings }: SiteInput): string[] {
  const { logo, favicon, css, report } = settings;
  const config = configFileOf(command) ?? userPath('docs.yaml');
  return [config, logo, favicon, css, report].filter((file) => file !== undefined);
}
