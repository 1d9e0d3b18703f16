import { escapeRegExp } from '../../escape-reg-exp.ts';

/** One part of a multipart body. */
export type Part = {
  readonly name: string;
  readonly filename?: string;
  readonly contentType?: string;
  readonly content: Uint8Array;
};

export function boundaryOf(contentType: string): string | undefined {
  const [, quoted, token] = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s";,]+))/i.exec(contentType) ?? [];
  return quoted ?? token;
}

/**
 * Splits a multipart body into its parts, or says why it can't: RFC 7578, section 4.2.
 * @see https://www.rfc-editor.org/rfc/rfc2046#section-5.1.1
 */
export function partsOf(
  bytes: Uint8Array,
  boundary: string,
): { readonly parts: readonly Part[] } | { readonly problem: string } {
  // in latin1, each byte is one character
  const whole = `\r\n${Buffer.from(bytes).toString('latin1')}`;
  const escaped = escapeRegExp(Buffer.from(boundary).toString('latin1'));
  const delimiter = new RegExp(`\\r\\n--${escaped}(--)?[\\t ]*(?=\\r\\n|$)`, 'g');
  const found = [...whole.matchAll(delimiter)];
  const last = found.findIndex(([, end]) => end !== undefined);
  if (found.length === 0)
    return { problem: 'must have parts between the boundaries that its Content-Type names' };
  if (last < 0) return { problem: 'must end with the boundary that its Content-Type names' };
  const parts: Part[] = [];
  for (const [index, match] of found.slice(0, last).entries()) {
    const part = partIn(whole.slice(match.index + match[0].length, found[index + 1]!.index));
    if (!part)
      return {
        problem: `must name each part in a Content-Disposition, which part ${index + 1} does not have`,
      };
    parts.push(part);
  }
  return { parts };
}

function partIn(text: string): Part | undefined {
  const end = text.indexOf('\r\n\r\n');
  if (end < 0) return undefined;
  // a field may continue on the next line: RFC 5322, section 2.2.3
  const lines = text
    .slice(0, end)
    .replaceAll(/\r\n[\t ]+/g, ' ')
    .split('\r\n');
  const fields = new Map(
    lines.map((line) => {
      const [name = '', ...value] = line.split(':');
      return [name.trim().toLowerCase(), value.join(':').trim()] as const;
    }),
  );
  const disposition = fields.get('content-disposition') ?? '';
  const name = parameterOf(disposition, 'name');
  if (!/^form-data(?![\w-])/i.test(disposition) || name === undefined) return undefined;
  const filename = parameterOf(disposition, 'filename');
  const contentType = fields.get('content-type');
  return {
    name,
    ...(filename === undefined ? {} : { filename }),
    ...(contentType === undefined ? {} : { contentType }),
    content: Buffer.from(text.slice(end + 4), 'latin1'),
  };
}

/** A parameter of a Content-Disposition, without the escapes of browsers and curl. */
function parameterOf(disposition: string, name: string): string | undefined {
  const parameters = disposition.matchAll(/;\s*([\w*-]+)\s*=\s*(?:"((?:\\"|[^"])*)"|([^\s";]+))/g);
  for (const [, found, quoted, token] of parameters) {
    if (found?.toLowerCase() !== name) continue;
    const text = Buffer.from(quoted ?? token ?? '', 'latin1').toString();
    return text
      .replaceAll('\\"', '"')
      .replaceAll(/%22/g, '"')
      .replaceAll(/%0D/gi, '\r')
      .replaceAll(/%0A/gi, '\n');
  }
  return undefined;
}
