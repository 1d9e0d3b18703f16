import { apis } from '../../spec/apis.ts';
import { loadContract } from '../../conformance/core/contract/load.ts';
import { planCases } from '../../conformance/plan/plan.ts';
import { milliseconds, npmCommand, timeOf, type Bench } from './bench.ts';
import { runNode } from './command.ts';

/** The time before the first request is sent. */
export const startUp: Bench = {
  id: 'start-up',
  summary: 'from the start of a command to its output, beside a Node that does nothing',
  async measure() {
    const node =
      (...args: string[]) =>
      () =>
        runNode(args);
    const nothing = await timeOf(7, node('--eval', ''));
    const help = await timeOf(7, node(...npmCommand('conformance'), '--help'));
    const list = await timeOf(5, node(...npmCommand('conformance'), '--dry-run'));
    const plan = await timeOf(5, () => {
      for (const [api, file] of Object.entries(apis))
        for (const operation of loadContract(api, file).operations) planCases(operation);
    });
    return [
      { name: 'node, doing nothing', figure: milliseconds(nothing) },
      {
        name: 'conformance --help',
        figure: `${milliseconds(help)} (${(help / nothing).toFixed(1)} times that)`,
      },
      { name: 'conformance --dry-run', figure: milliseconds(list) },
      { name: 'reading and planning all APIs, warm', figure: milliseconds(plan) },
    ];
  },
};
