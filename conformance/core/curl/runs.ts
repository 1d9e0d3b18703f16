import { output, quoted, type Expansion, type Text } from './shell.ts';

/** A shorter run is written out: it is clearer than a command that makes it. */
const shortest = 200;
/** The longest unit that is looked for, in UTF-16 units. */
const longestUnit = 16;

/** What a unit may be made of: characters that no shell writes in another way. */
const printable = /^[\x20-\x7e\xa0-\u{10ffff}]+$/u;
const ascii = /^[\x20-\x7e]+$/;

/** Puts a command in the place of every long run of a repeated unit: nobody pastes a megabyte. */
export const withRuns = (text: Text, isBytes = false): Text =>
  text.flatMap((part) =>
    typeof part === 'string' ? folded(part, isBytes ? ascii : printable) : [part],
  );

function folded(text: string, allowed: RegExp): Text {
  const parts: (string | Expansion)[] = [];
  let written = 0;
  for (let at = 0; at <= text.length - shortest; at += 1) {
    const run = runAt(text, at);
    if (!run) continue;
    if (!allowed.test(run.unit)) {
      at = run.end - 1;
      // `yes` would take a hyphen for a flag, and half a character is none: the run is seen again one step on
    } else if (run.unit.isWellFormed() && (run.unit.length === 1 || !run.unit.startsWith('-'))) {
      parts.push(text.slice(written, at), repeated(run.unit, run.count));
      written = at + run.unit.length * run.count;
      at = written - 1;
    }
  }
  return [...parts, text.slice(written)];
}

/** The long run that begins at a place, of the shortest unit. */
function runAt(
  text: string,
  at: number,
): { readonly unit: string; readonly count: number; readonly end: number } | undefined {
  for (let size = 1; size <= longestUnit; size += 1) {
    let end = at + size;
    while (end < text.length && text[end] === text[end - size]) end += 1;
    if (end - at >= shortest)
      return { unit: text.slice(at, at + size), count: Math.floor((end - at) / size), end };
  }
  return undefined;
}

/** Of one character a padded blank is made; `yes` repeats what is more. */
const repeated = (unit: string, count: number): Expansion =>
  unit.length === 1 && ascii.test(unit)
    ? output(`printf %${count}s '' | tr ' ' ${quoted(unit === '\\' ? '\\\\' : unit)}`)
    : output(`yes ${quoted(unit)} | head -n ${count} | tr -d '\\n'`);
