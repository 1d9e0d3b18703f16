import { visibleJson } from '../../../conformance/core/visible.ts';
import { isMadeByClient, textOf, type SampleBody, type SamplePart } from './body.ts';
import { piecesOf, type SampleCredential } from './credential.ts';
import { signComment } from './javascript.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { SampleLanguage } from './sample.ts';

/** Samples with OkHttp 4 or newer: a whole file. */
export const kotlin: SampleLanguage = {
  order: 60,
  id: 'kotlin',
  label: 'Kotlin (OkHttp)',
  highlight: 'kotlin',
  isRun: false,
  write(input) {
    const prepared = prepare(input);
    if (!prepared || !canSend(prepared)) return undefined;
    const { body, credentials, method, path } = prepared;
    const signed = credentials.find(({ isSigned }) => isSigned);
    if (signed && body && isMadeByClient(body)) return undefined;
    const isApart = body !== undefined && (signed !== undefined || body.kind === 'json');
    const text = body && stringOf(body);
    const statements = [
      ...credentials
        .filter(({ isSigned }) => !isSigned)
        .map(({ constant, example }) => `val ${constant} = ${ktText(example)}`),
      ...(isApart ? [`val body = ${text}`] : []),
      ...(signed
        ? [
            `val ${signed.constant} = sign(${ktText(method)}, ${ktText(path, credentials)}, ${body ? 'body' : '""'})`,
          ]
        : []),
      ...requestLines(prepared, body && bodyOf(body, isApart ? 'body' : text)),
      '',
      'OkHttpClient().newCall(request).execute().use { response ->',
      `    println("\${response.code} \${${answers[prepared.answer]}}")`,
      '}',
    ].join('\n');
    const main = `fun main() {\n${statements.replaceAll(/^(?=.)/gm, '    ')}\n}\n`;
    return `${importsOf(main)}\n\n${signed ? `// ${signComment}\n` : ''}${main}`;
  },
};

const answers: { readonly [answer in Prepared['answer']]: string } = {
  json: 'response.body?.string()',
  text: 'response.body?.string()',
  bytes: 'response.body?.bytes()?.size',
};

/** Whether OkHttp sends such a request. */
const canSend = ({ method, body }: Prepared): boolean =>
  !(body && ['GET', 'HEAD'].includes(method));

/** What is imported for each use in a sample. */
const imports: readonly (readonly [use: string, name: string])[] = [
  ['File(', 'java.io.File'],
  ['URLEncoder.', 'java.net.URLEncoder'],
  ['Base64.', 'java.util.Base64'],
  ['FormBody.', 'okhttp3.FormBody'],
  ['.toMediaType()', 'okhttp3.MediaType.Companion.toMediaType'],
  ['MultipartBody.', 'okhttp3.MultipartBody'],
  ['OkHttpClient()', 'okhttp3.OkHttpClient'],
  ['Request.Builder()', 'okhttp3.Request'],
  ['.asRequestBody(', 'okhttp3.RequestBody.Companion.asRequestBody'],
  ['.toRequestBody(', 'okhttp3.RequestBody.Companion.toRequestBody'],
];

const importsOf = (text: string): string =>
  imports
    .filter(([use]) => text.includes(use))
    .map(([, name]) => `import ${name}`)
    .join('\n');

/** Writes a text that may hold placeholders as a string or a template of Kotlin. */
function ktText(text: string, credentials: readonly SampleCredential[] = []): string {
  const pieces = piecesOf(text, credentials);
  const [only] = pieces;
  if (pieces.length === 1 && typeof only === 'object' && expressionOf(only) === only.constant)
    return only.constant;
  const written = pieces.map((piece, at) => {
    if (typeof piece === 'string') return ktString(piece);
    const expression = expressionOf(piece);
    const next = pieces[at + 1];
    // letters after `$name` would be part of the name
    const isBare = expression === piece.constant && !(typeof next === 'string' && /^\w/.test(next));
    return isBare ? `$${expression}` : `\${${expression}}`;
  });
  return `"${written.join('')}"`;
}

/** JSON's escapes are Kotlin's but for one; a dollar sign begins a template. */
const ktString = (text: string): string =>
  visibleJson(JSON.stringify(text))
    .slice(1, -1)
    .replaceAll(/\\(.)/g, (written, letter) => (letter === 'f' ? '\\u000c' : written))
    .replaceAll('$', '\\$');

function expressionOf({ constant, isBasic, isPercentEncoded }: SampleCredential): string {
  if (isBasic) return `Base64.getEncoder().encodeToString(${constant}.toByteArray())`;
  return isPercentEncoded ? `URLEncoder.encode(${constant}, "UTF-8")` : constant;
}

function requestLines(prepared: Prepared, body: string | undefined): readonly string[] {
  const { method, baseUrl, path, headers, credentials } = prepared;
  return [
    'val request = Request.Builder()',
    `    .url(${ktText(`${baseUrl}${path}`, credentials)})`,
    ...headers.map(
      ([name, value]) => `    .header(${ktText(name)}, ${ktText(value, credentials)})`,
    ),
    ...methodLine(method, body),
    '    .build()',
  ];
}

function methodLine(method: string, body: string | undefined): readonly string[] {
  if (method === 'GET') return [];
  const needsBody = ['POST', 'PUT', 'PATCH'].includes(method);
  const sent = (body ?? (needsBody ? '"".toRequestBody()' : '')).replaceAll('\n', '\n    ');
  if (needsBody || ['DELETE', 'HEAD'].includes(method))
    return [`    .${method.toLowerCase()}(${sent})`];
  return [`    .method(${ktText(method)}, ${sent === '' ? 'null' : sent})`];
}

/** A body as a string. */
const stringOf = (body: SampleBody): string =>
  body.kind === 'json' ? rawText(textOf(body)) : ktText(textOf(body));

/** JSON in a raw string. It never holds three quotes in a row. */
function rawText(json: string): string {
  const raw = json.replaceAll('$', () => "${'$'}");
  if (!json.includes('\n')) return `"""${raw}"""`;
  return `"""\n    ${raw.replaceAll('\n', '\n    ')}\n""".trimIndent()`;
}

function bodyOf(body: SampleBody, text: string | undefined): string {
  const type = `${ktText(body.contentType)}.toMediaType()`;
  if (body.kind === 'file') return `File(${ktText(body.fileName)}).asRequestBody(${type})`;
  if (body.kind === 'parts')
    return `MultipartBody.Builder()\n    .setType(${type})\n${body.parts.map(partLine).join('')}    .build()`;
  // a text in JSON or a form is UTF-8 anyway
  if (body.kind === 'form' && text !== 'body')
    return `FormBody.Builder()\n${body.pairs.map(([name, value]) => `    .add(${ktText(name)}, ${ktText(value)})\n`).join('')}    .build()`;
  return `${text}.toByteArray().toRequestBody(${type})`;
}

function partLine({ name, text, contentType, fileName }: SamplePart): string {
  if (contentType === undefined && fileName === undefined)
    return `    .addFormDataPart(${ktText(name)}, ${ktText(text)})\n`;
  const type = contentType === undefined ? '' : `${ktText(contentType)}.toMediaType()`;
  const file = fileName === undefined ? 'null' : ktText(fileName);
  const content =
    fileName === undefined
      ? `${ktText(text)}.toRequestBody(${type})`
      : `File(${ktText(fileName)}).asRequestBody(${type})`;
  return `    .addFormDataPart(${ktText(name)}, ${file}, ${content})\n`;
}
