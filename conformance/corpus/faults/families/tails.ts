import type { OperationSpec } from '../../contract-server/description.ts';
import type { Fault } from '../../contract-server/fault.ts';
import { textFormat } from '../../contract-server/formats.ts';
import { fits } from '../../contract-server/judge.ts';
import { or, requestLocations } from '../locations.ts';
import { isOfUsage } from '../usage.ts';

/** Formats in which nothing valid stays valid with a character before or behind it. */
const closed = ['uuid', 'date-time', 'date', 'time', 'ipv4'];

/** Servers that search for a format in a text, instead of matching the whole text. */
export function* formatsWithTails(operation: OperationSpec): Iterable<Fault> {
  for (const location of requestLocations(operation)) {
    const { node, name, in: at } = location;
    const kind = String(node.format);
    if (!closed.includes(kind) || isOfUsage(node, 'format')) continue;
    const isRight = (text: string) => fits({ type: 'string', format: kind }, text, 'request');
    const parts = (text: string) => Array.from(text, (_, index) => index);
    const loose = {
      tail: (text: string) => parts(text).some((end) => isRight(text.slice(0, end))),
      head: (text: string) => parts(text).some((start) => start > 0 && isRight(text.slice(start))),
      // HTTP trims header fields, and cookies have no line breaks
      ...(at === 'header' || at === 'cookie'
        ? {}
        : { newline: (text: string) => text.endsWith('\n') && isRight(text.slice(0, -1)) }),
    };
    for (const [what, takes] of Object.entries(loose))
      yield {
        id: `${operation.id}/accepts/${name}/format-with-a-${what}`,
        class: 'accepts',
        operation: operation.id,
        family: 'format-with-a-tail',
        trips: ['invalid-refused'],
        // it accepts what other servers may refuse too, and does not repeat it
        mayTrip: ['echo-true'],
        reason: `At ${name} it accepts a ${kind} with a ${what}.`,
        edit: location.edit(
          or({ type: 'string', format: textFormat(`${kind} with a ${what}`, takes) }),
        ),
      };
  }
}
