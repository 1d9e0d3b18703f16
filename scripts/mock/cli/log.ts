import type { LogFields } from '../http/write-response.ts';

/** One exchange, as the log tells of it. */
export type Entry = LogFields & {
  readonly method: string;
  /** Without its query, which may hold a credential. */
  readonly path: string;
  /** Nothing where the client hung up, or the connection was cut. */
  readonly status?: number;
  readonly milliseconds: number;
};

export type LogFormat = 'text' | 'json' | 'off';

/** An exchange in one line for people. */
export function textLine({
  method,
  path,
  status,
  operation,
  example,
  violation,
  note,
  milliseconds,
}: Entry): string {
  const fields = [operation, example, note, violation === note ? undefined : violation]
    .filter(Boolean)
    .join(' · ');
  return `${method} ${path} ${[status, fields].filter(Boolean).join(' ')} (${milliseconds.toFixed(1)} ms)`;
}

/** An exchange in one line for programs. */
export const jsonLine = ({ milliseconds, ...entry }: Entry, now: Date): string =>
  JSON.stringify({
    time: now.toISOString(),
    ...entry,
    milliseconds: Number(milliseconds.toFixed(2)),
  });

/** Prints lines soon, many at once: a mock under load must not wait for whoever reads them. */
export function printer(print: (text: string) => void): (line: string) => void {
  let lines: string[] = [];
  return (line) => {
    if (lines.length === 0)
      setImmediate(() => {
        const text = `${lines.join('\n')}\n`;
        lines = [];
        print(text);
      });
    lines.push(line);
  };
}
