/**
 * The deepest nesting that is looked through; parsers may set such a limit.
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-9
 */
export const deepest = 1500;

/** Whether a JSON body is nested deeper than so many levels, by default `deepest`. */
export function isTooDeep(body: Uint8Array, most = deepest): boolean {
  let depth = 0;
  for (let index = 0; body.length > most && index < body.length; index += 1) {
    const byte = body[index];
    if (byte === 0x22) index = closingQuote(body, index);
    else if (byte === 0x5b || byte === 0x7b) depth += 1;
    else if (byte === 0x5d || byte === 0x7d) depth -= 1;
    if (depth > most) return true;
  }
  return false;
}

function closingQuote(body: Uint8Array, open: number): number {
  let index = open + 1;
  while (index < body.length && body[index] !== 0x22) index += body[index] === 0x5c ? 2 : 1;
  return index;
}
