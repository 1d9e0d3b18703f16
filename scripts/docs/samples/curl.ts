import { oneLine } from '../../../conformance/core/visible.ts';
import { quoted, word, type Expansions } from '../../../conformance/core/curl/shell.ts';

import { readerLine } from '../reader-line.ts';
import { isMadeByClient, textOf, type SampleBody, type SamplePart } from './body.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { SampleLanguage } from './sample.ts';

/** Samples for a POSIX shell, with curl 7.68 or newer; they sign as the curl lines of reports do. */
export const curl: SampleLanguage = {
  order: 10,
  id: 'curl',
  label: 'curl',
  highlight: 'bash',
  isRun: true,
  write(input) {
    const prepared = prepare(input);
    if (!prepared) return undefined;
    const { method, baseUrl, path, body, credentials } = prepared;
    const signed = credentials.find(({ isSigned }) => isSigned);
    const expansions = new Map(
      credentials.map(({ placeholder, variable, isSigned, constant }) => [
        placeholder,
        `$${isSigned ? constant : variable}`,
      ]),
    );
    // the shell can't sign what only curl writes
    if (signed && body && isMadeByClient(body)) return undefined;
    const text = body && shellText(textOf(body));
    // no text of a shell holds a NUL
    if (body && 'text' in body && body.text.includes('\0')) return undefined;
    const data = signed && body ? [sentAs(body, '"$body"')] : dataOf(body, text);
    if (!data) return undefined;
    const url = `${baseUrl}${path}`;
    const lines = [
      ['curl', ...methodOptions(method), ...pathOptions(url), word(url, expansions)].join(' '),
      ...headerOptions(prepared, expansions),
      ...data,
    ];
    const before = signed
      ? signing(input.api, signed.constant, {
          ...{ method, path: word(path, expansions) },
          body: text,
        })
      : '';
    return `${before}${lines.join(' \\\n  ')}\n`;
  },
};

/** Commands that make the token of this request. @see `scripts/sign.ts` */
function signing(
  api: string,
  constant: string,
  { method, path, body }: { method: string; path: string; body: string | undefined },
): string {
  const command = readerLine('sign', `${api} ${method} ${path}`);
  return body === undefined
    ? `${constant}=$(${command} </dev/null)\n\n`
    : `body=${body}\n${constant}=$(printf %s "$body" | ${command})\n\n`;
}

const methodOptions = (method: string): readonly string[] => {
  // with -X HEAD, curl would wait for a body that never comes
  if (method === 'HEAD') return ['--head'];
  return method === 'GET' ? ['-i'] : ['-i', '-X', method];
};

/** Otherwise curl expands braces and brackets. */
const pathOptions = (url: string): readonly string[] => (/[[\]{}]/.test(url) ? ['-g'] : []);

function headerOptions({ headers, credentials, body }: Prepared, expansions: Expansions) {
  const basic = credentials.find(({ isBasic }) => isBasic);
  // curl names the type of what it writes itself
  const isOwn = body?.kind === 'parts' || body?.contentType === 'application/x-www-form-urlencoded';
  return [
    ...headers.map(([name, value]) => {
      if (basic && value.includes(basic.placeholder)) return `-u "$${basic.variable}"`;
      return `-H ${word(value === '' ? `${name};` : `${name}: ${value}`, expansions)}`;
    }),
    ...(body && !isOwn ? [`-H ${quoted(`Content-Type: ${body.contentType}`)}`] : []),
  ];
}

/** Quotes a text of several lines, which stay lines if a terminal shows all that is in them. */
function shellText(text: string): string {
  const isShown = text.split('\n').every((line) => oneLine(line) === line);
  return isShown ? `'${text.replaceAll("'", String.raw`'\''`)}'` : quoted(text);
}

/** The options that send a body; `undefined` where curl has none for a name of a part. */
function dataOf(
  body: SampleBody | undefined,
  written: string | undefined,
): readonly string[] | undefined {
  if (!body) return [];
  if (body.kind === 'file') return [`--data-binary ${quoted(`@${body.fileName}`)}`];
  if (body.kind === 'form')
    return body.pairs.map(([name, value]) =>
      // curl encodes the value only, and no text of a shell holds a NUL
      /^[\w.~-]+$/.test(name) && !value.includes('\0')
        ? `--data-urlencode ${shellText(`${name}=${value}`)}`
        : `--data-raw ${quoted(`${encodeURIComponent(name)}=${encodeURIComponent(value)}`)}`,
    );
  if (body.kind !== 'parts') return [sentAs(body, written ?? '')];
  const parts = body.parts.map(partOption);
  return parts.every((part) => part !== undefined) ? parts : undefined;
}

/** With -d, curl reads a file where the text begins with an at sign. */
const sentAs = (body: SampleBody, written: string): string =>
  `${textOf(body).startsWith('@') ? '--data-raw' : '-d'} ${written}`;

function partOption({ name, text, contentType, fileName }: SamplePart): string | undefined {
  // what curl and servers would escape in different ways
  if (!/^[^"=\\\r\n]+$/.test(name) || text.includes('\0')) return undefined;
  const type = contentType === undefined ? '' : `;type=${contentType}`;
  if (fileName !== undefined) return `-F ${shellText(`${name}=@${fileName}${type}`)}`;
  if (contentType === undefined) return `--form-string ${shellText(`${name}=${text}`)}`;
  return `-F ${shellText(`${name}="${text.replaceAll(/["\\]/g, '\\$&')}"${type}`)}`;
}
