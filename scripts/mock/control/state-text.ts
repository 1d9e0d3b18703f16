import type { Snapshot } from './snapshot.ts';

/** The most entries in a part of the text: a part takes a millisecond. */
const most = 200;

/**
 * The text of a snapshot in parts, so that requests are answered in between: a line for each thing,
 * which an editor can show and a mistake can name.
 */
export function* stateText({ things, memory, ...head }: Snapshot): Generator<string> {
  const { places, things: all, removed, ...rest } = things;
  yield `${JSON.stringify(head).slice(0, -1)},\n"things":{${JSON.stringify(rest).slice(1, -1)},\n`;
  yield* list('places', places);
  yield ',\n';
  yield* list('things', all);
  yield ',\n';
  yield* list('removed', removed);
  const { things: remembered, ...begun } = memory;
  yield `},\n"memory":{${JSON.stringify(begun).slice(1, -1)},\n`;
  yield* list('things', remembered);
  yield '}}\n';
}

function* list(name: string, entries: readonly object[]): Generator<string> {
  yield `"${name}":[\n`;
  for (let from = 0; from < entries.length; from += most) {
    const lines = entries.slice(from, from + most).map((entry) => JSON.stringify(entry));
    yield `${lines.join(',\n')}${from + most < entries.length ? ',' : ''}\n`;
  }
  yield ']';
}
