import { oneLine } from '../core/visible.ts';
import type { WriteStream } from 'node:tty';
import { userAgent } from '../core/http/user-agent.ts';
import { proxyFor } from '../core/http/network.ts';
import type { Progress, RunOptions } from '../run/run.ts';

type Stream = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** Receives the progress of a run until `close`. */
export type Told = Progress & { readonly close: () => void };

/** Shows progress: on a terminal one line that is overwritten, else a line for each operation. */
export function tellProgress(
  stream: Stream,
  {
    concurrency = 1,
    rate,
    plan,
    shard,
  }: Pick<RunOptions, 'concurrency' | 'rate' | 'plan' | 'shard'>,
): Told {
  let total: number | undefined;
  let done = 0;
  let failing = 0;
  let isOpen = false;
  const erase = () => {
    if (isOpen) stream.write('\r\u001b[K');
    isOpen = false;
  };
  const say = (line: string) => {
    erase();
    stream.write(`${oneLine(line)}\n`);
  };
  return {
    begin(apis) {
      const counts = apis.map(({ cases }) => cases);
      // large descriptions are planned while the run goes on: then the total is unknown
      total = counts.every((count) => count !== undefined)
        ? counts.reduce((sum, count) => sum + count, 0)
        : undefined;
      const parts = apis.map(({ api, target, cases, operations }) => {
        const proxy = proxyFor(target, process.env);
        return `${cases === undefined ? 'all' : cases} for ${operations === 1 ? '1 operation' : `${operations} operations`} of ${api} to ${target}${proxy ? ` through the proxy ${proxy}${process.env.no_proxy || process.env.NO_PROXY ? ', unless NO_PROXY names it' : ''}` : ''}`;
      });
      const manner = [
        concurrency > 1 ? `${concurrency} at once` : 'one at a time',
        ...(rate === undefined ? [] : [`at most ${rate} a second`]),
        ...(plan?.safe
          ? [
              '--safe: only documented examples and invalid requests, except for GET, HEAD and OPTIONS',
            ]
          : []),
        ...(shard ? [`part ${shard.index} of ${shard.of}`] : []),
      ].join(', ');
      say(
        `will send ${total === undefined ? 'cases' : total === 1 ? '1 case' : `${total} cases`} (${manner}) as ${userAgent.split(' ')[0]}: ${parts.join('; ')}`,
      );
    },
    advance({ api, operation, fails }) {
      done += 1;
      failing += fails ? 1 : 0;
      if (!stream.isTTY) return;
      const line = oneLine(
        `${done}${total === undefined ? '' : `/${total}`}  ${api} ${operation}${failing > 0 ? `  ${failing} failing` : ''}`,
      );
      stream.write(`\r${line.slice(0, (stream.columns || 80) - 1)}\u001b[K`);
      isOpen = true;
    },
    end({ api, operation, cases }) {
      if (!stream.isTTY) say(`${api} ${operation}: ${cases} ${cases === 1 ? 'case' : 'cases'}`);
    },
    wait({ target, status, milliseconds }) {
      say(
        `${target} responded with ${status} and asks for a pause of ${Math.ceil(milliseconds / 1000)} s`,
      );
    },
    close: erase,
  };
}
