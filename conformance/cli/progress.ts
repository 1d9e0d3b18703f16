import { oneLine } from '../core/visible.ts';
import type { WriteStream } from 'node:tty';
import { userAgent } from '../core/http/user-agent.ts';
import { proxyFor } from '../core/http/network.ts';
import type { Progress, RunOptions } from '../run/run.ts';

type Stream = Pick<NodeJS.WriteStream, 'write'> & Partial<Pick<WriteStream, 'isTTY' | 'columns'>>;

/** Receives the progress of a run until `close`. */
export type Told = Progress & { readonly close: () => void };

/** Shows progress: on a terminal one line that is overwritten, else a line for each operation. */
export function tellProgress(stream: Stream, options: Manner): Told {
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
      say(
        `will send ${total === undefined ? 'cases' : total === 1 ? '1 case' : `${total} cases`} (${mannerOf(options)}) as ${userAgent.split(' ')[0]}: ${parts.join('; ')}`,
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
      if (!stream.isTTY && cases > 0)
        say(`${api} ${operation}: ${cases} ${cases === 1 ? 'case' : 'cases'}`);
    },
    wait({ target, status, milliseconds, operation }) {
      const pause = `a pause of ${Math.ceil(milliseconds / 1000)} s`;
      say(
        operation === undefined
          ? `${target} responded with ${status} and asks for ${pause}`
          : `${target} responded with ${status} to ${operation}, which gets ${pause} while others go on`,
      );
    },
    down({ target }) {
      say(`${target} is down after a request; waiting half a minute for it to come back`);
    },
    deleting({ target, things }) {
      say(
        `deleting ${things} ${things === 1 ? 'thing' : 'things'} that the run made at ${target}; Ctrl-C ends it at once`,
      );
    },
    close: erase,
  };
}

type Manner = Pick<RunOptions, 'concurrency' | 'rate' | 'time' | 'plan' | 'shard'>;

/** How a run sends, in words. */
function mannerOf({ concurrency = 1, rate, time, plan, shard }: Manner): string {
  return [
    concurrency > 1 ? `${concurrency} at once` : 'one at a time',
    ...(rate === undefined ? [] : [`at most ${rate} a second`]),
    ...(time ? [`no case after ${time.written}`] : []),
    ...(plan?.safe
      ? ['--safe: only documented examples and invalid requests, except for GET, HEAD and OPTIONS']
      : []),
    ...(shard ? [`part ${shard.index} of ${shard.of}`] : []),
  ].join(', ');
}
