import { oneLine, visibleJson } from '../../../conformance/core/visible.ts';
import type { LogFields } from '../http/write-response.ts';

/** The log entry of an exchange. */
export type Entry = LogFields & {
  readonly method: string;
  /** Without the query, which may contain a credential. */
  readonly path: string;
  /** `undefined` if the client hung up or the mock closed the connection. */
  readonly status?: number;
  readonly milliseconds: number;
};

/** Formats an entry as a line of text, which nothing in a request can end. */
export function textLine(entry: Entry): string {
  const { method, path, status, operation, example, choice, violation, note } = entry;
  const fields = [operation, example, choice, note, violation === note ? undefined : violation]
    .filter(Boolean)
    .join(' · ');
  return oneLine(
    `${method} ${path} ${[status, fields].filter(Boolean).join(' ')} (${entry.milliseconds.toFixed(1)} ms)`,
  );
}

/** Formats an entry as a line of JSON. */
export const jsonLine = ({ milliseconds, ...entry }: Entry, now: Date): string =>
  visibleJson(
    JSON.stringify({
      time: now.toISOString(),
      ...entry,
      milliseconds: Number(milliseconds.toFixed(2)),
    }),
  );

/** Prints lines in batches, so that responses do not wait for the reader of the log. */
export function printer(print: (text: string) => void): (line: string) => void {
  let lines: string[] = [];
  return (line) => {
    if (lines.length === 0)
      setImmediate(() => {
        print(`${lines.join('\n')}\n`);
        lines = [];
      });
    lines.push(line);
  };
}
