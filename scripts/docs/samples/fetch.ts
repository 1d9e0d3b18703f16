import { memberName } from '../../generate/artifacts/text.ts';
import type { SampleBody, SamplePart } from './body.ts';
import {
  isRefusedByFetch,
  jsConstants,
  jsMembers,
  jsText,
  jsValue,
  signComment,
} from './javascript.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { SampleLanguage } from './sample.ts';

/** Samples for a browser and for Node. */
export const fetch: SampleLanguage = {
  order: 20,
  id: 'fetch',
  label: 'JavaScript (fetch)',
  highlight: 'javascript',
  isRun: true,
  write(input) {
    const prepared = prepare(input);
    if (!prepared || !canFetch(prepared)) return undefined;
    const body = prepared.body && written(prepared.body);
    const signed = prepared.credentials.find(({ isSigned }) => isSigned);
    // what is signed are the bytes, which only the sender knows of these
    if (signed && body?.isOfFetch) return undefined;
    const isApart = body && (signed || body.before !== '');
    const before = [
      signed ? `// ${signComment}\n` : '',
      jsConstants(prepared.credentials),
      isApart ? body.before || `const body = ${body.expression};\n` : '',
      signed ? `const ${signed.constant} = await ${signCall(prepared, body !== undefined)};\n` : '',
    ].join('');
    const url = jsText(`${prepared.baseUrl}${prepared.path}`, prepared.credentials);
    const options = optionsOf(prepared, isApart ? 'body' : body?.expression);
    const call = options === '' ? url : `${url}, {\n${options}}`;
    return `${before}${before === '' ? '' : '\n'}const response = await fetch(${call});\nconsole.log(response.status, ${answers[prepared.answer]});\n`;
  },
};

const answers: { readonly [answer in Prepared['answer']]: string } = {
  json: 'await response.json()',
  text: 'await response.text()',
  bytes: 'await response.blob()',
};

/** Whether `fetch` sends such a request: none of these methods, no body with a GET, no field of its own. */
export const canFetch = ({ method, headers, body }: Prepared): boolean =>
  !['TRACE', 'CONNECT', 'TRACK'].includes(method) &&
  !(body && ['GET', 'HEAD'].includes(method)) &&
  !headers.some(([name]) => isRefusedByFetch(name)) &&
  // parts get the line ends of a form
  !(body?.kind === 'parts' && body.parts.some(({ text }) => /\r(?!\n)|(?<!\r)\n/.test(text)));

const signCall = ({ method, path, credentials }: Prepared, hasBody: boolean): string =>
  `sign(${[jsValue(method), jsText(path, credentials), hasBody ? 'body' : '""'].join(', ')})`;

function optionsOf(prepared: Prepared, body: string | undefined): string {
  const { method, headers, credentials, body: sent } = prepared;
  const fields = [...headers, ...(sent && sent.kind !== 'parts' ? [contentType(sent)] : [])];
  const written = fields.map(
    ([name, value]) => [memberName(name), jsText(value, credentials)] as const,
  );
  const hasCookie = headers.some(([name]) => name.toLowerCase() === 'cookie');
  const members = jsMembers(
    [
      ...(method === 'GET' ? [] : ([['method', jsValue(method)]] as const)),
      ...(written.length > 0
        ? ([
            ['headers', `{\n${hasCookie ? cookieComment : ''}${jsMembers(written, '  ')}}`],
          ] as const)
        : []),
      ...(body === undefined || body === 'body' ? [] : ([['body', body]] as const)),
    ],
    '  ',
  );
  return body === 'body' ? `${members}  body,\n` : members;
}

const cookieComment = '  // Node sends it; a browser sends its own cookies only\n';

const contentType = ({ contentType: type }: SampleBody) => ['Content-Type', type] as const;

/** A body as an expression, or as statements that make `body`. */
type Written = {
  readonly before: string;
  readonly expression: string;
  /** Whether `fetch` makes the bytes of it. */
  readonly isOfFetch: boolean;
};

function written(body: SampleBody): Written {
  const expression = (text: string, isOfFetch = false) => ({
    before: '',
    expression: text,
    isOfFetch,
  });
  if (body.kind === 'json') return expression(`JSON.stringify(${jsValue(body.value)})`);
  if (body.kind === 'form')
    return expression(`new URLSearchParams(${formOf(body.pairs)}).toString()`);
  if (body.kind === 'file') return expression(`new Blob([${jsValue(body.text)}])`, true);
  if (body.kind === 'text') return expression(jsValue(body.text));
  const appended = body.parts.map((part) => `body.append(${partOf(part)});\n`);
  return {
    before: `const body = new FormData();\n${appended.join('')}`,
    expression: 'body',
    isOfFetch: true,
  };
}

/** An object, or a list of pairs where a name is there twice. */
function formOf(pairs: readonly (readonly [string, string])[]): string {
  const isUnique = new Set(pairs.map(([name]) => name)).size === pairs.length;
  return jsValue(isUnique ? Object.fromEntries(pairs) : pairs);
}

function partOf({ name, text, contentType: type, fileName }: SamplePart): string {
  if (type === undefined && fileName === undefined) return `${jsValue(name)}, ${jsValue(text)}`;
  const options = type === undefined ? '' : `, { type: ${jsValue(type)} }`;
  const blob = `new Blob([${jsValue(text)}]${options})`;
  return [jsValue(name), blob, ...(fileName === undefined ? [] : [jsValue(fileName)])].join(', ');
}
