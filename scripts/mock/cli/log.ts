import { oneLine, visibleJson } from '../../../conformance/core/visible.ts';
import type { LogFields, Upstream } from '../http/write-response.ts';
import type { Finding } from '../pass-through/judge.ts';

/** The log entry of an exchange. */
export type Entry = LogFields & {
  readonly method: string;
  /** Without the query, which may contain a credential. */
  readonly path: string;
  /** `undefined` if the client hung up or the mock closed the connection. */
  readonly status?: number;
  readonly milliseconds: number;
};

/**
 * Formats an entry as a line of text, which nothing in a request can end. What the checks found in the
 * answer of a real server stands below it.
 */
export function textLine(entry: Entry): string {
  const { method, path, status, operation, example, choice, violation, note } = entry;
  const { upstream, findings = [], milliseconds } = entry;
  const fields = [operation, example, choice, note, violation === note ? undefined : violation]
    .filter(Boolean)
    .join(' · ');
  const line = `${method} ${path} ${[status, fields].filter(Boolean).join(' ')} (${milliseconds.toFixed(1)} ms)`;
  return [upstream ? `${line} ${upstreamText(upstream)}` : line, ...findings.map(findingText)]
    .map(oneLine)
    .join('\n');
}

const upstreamText = ({ url, status, milliseconds, error }: Upstream): string =>
  `→ ${[url, status, error === undefined ? undefined : 'no answer'].filter(Boolean).join(' ')} ${milliseconds} ms`;

const findingText = ({ severity, check, message, source }: Finding): string =>
  `  ${severity} ${check}: ${message} (${source})`;

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
