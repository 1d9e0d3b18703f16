import type { Json } from '../../../conformance/core/json.ts';
import { visibleJson } from '../../../conformance/core/visible.ts';
import { isMadeByClient, textOf as bodyText, type SampleBody, type SamplePart } from './body.ts';
import { piecesOf, type SampleCredential } from './credential.ts';
import { signComment } from './javascript.ts';
import { prepare, type Prepared } from './prepare.ts';
import type { SampleLanguage } from './sample.ts';

/** Samples for Python 3.8 or newer with the library requests. */
export const python: SampleLanguage = {
  order: 40,
  id: 'python',
  label: 'Python (requests)',
  highlight: 'python',
  isRun: true,
  write(input) {
    const prepared = prepare(input);
    if (!prepared) return undefined;
    const { body, credentials, method, path } = prepared;
    const signed = credentials.find(({ isSigned }) => isSigned);
    // what is signed are the bytes, which only the library knows of these
    if (signed && body && isMadeByClient(body)) return undefined;
    const before = [
      ...credentials
        .filter(({ isSigned }) => !isSigned)
        .map((each) => `${nameOf(each)} = os.environ["${each.variable}"]`),
      ...(signed && body ? [`body = ${textOf(body)}`] : []),
      ...(signed
        ? [
            `${nameOf(signed)} = sign(${pyText(method)}, ${pyText(path, credentials)}, ${body ? 'body' : '""'})`,
          ]
        : []),
    ];
    const statements = [
      ...(before.length > 0 ? [...before, ''] : []),
      `response = requests.${callOf(prepared, signed !== undefined)}`,
      `print(response.status_code, ${answers[prepared.answer]})`,
    ].join('\n');
    const head = [...(signed ? [`# ${signComment}`] : []), importsOf(statements)].join('\n');
    return `${head}\n\n${statements}\n`;
  },
};

const answers: { readonly [answer in Prepared['answer']]: string } = {
  json: 'response.json()',
  text: 'response.text',
  bytes: 'len(response.content)',
};

/** The modules that a sample uses, those of the standard library first. */
function importsOf(statements: string): string {
  const used = [
    ['base64', 'base64.b64encode'],
    ['json', 'json.dumps('],
    ['os', 'os.environ['],
  ].filter(([, use = '']) => statements.includes(use));
  const lines = used.map(([name]) => `import ${name}`);
  if (statements.includes('{quote(')) lines.push('from urllib.parse import quote');
  return `${lines.length > 0 ? `${lines.join('\n')}\n\n` : ''}import requests`;
}

/** `apiKey` as `api_key`. */
const nameOf = ({ constant }: SampleCredential): string =>
  constant.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/** Writes a text as a string; one with credentials as an f-string. */
function pyText(text: string, credentials: readonly SampleCredential[] = []): string {
  const pieces = piecesOf(text, credentials);
  const [only] = pieces;
  if (pieces.every((piece) => typeof piece === 'string')) return visibleJson(JSON.stringify(text));
  if (pieces.length === 1 && typeof only === 'object' && expressionOf(only) === nameOf(only))
    return nameOf(only);
  const written = pieces.map((piece) =>
    typeof piece === 'string'
      ? pyText(piece).slice(1, -1).replaceAll(/[{}]/g, '$&$&')
      : `{${expressionOf(piece)}}`,
  );
  return `f"${written.join('')}"`;
}

function expressionOf(credential: SampleCredential): string {
  const name = nameOf(credential);
  if (credential.isBasic) return `base64.b64encode(${name}.encode()).decode()`;
  return credential.isPercentEncoded ? `quote(${name})` : name;
}

/** The longest dictionary or list on one line. */
const width = 80;

/** Writes a value as a literal of Python. */
function pyValue(value: Json): string {
  if (value === null) return 'None';
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (typeof value === 'string') return pyText(value);
  if (typeof value === 'number') return JSON.stringify(value);
  if (Array.isArray(value))
    return listOf(
      value.map((item: Json) => pyValue(item)),
      '[]',
    );
  const members = Object.entries(value).map(
    ([name, inner]) => `${pyText(name)}: ${pyValue(inner)}`,
  );
  return listOf(members, '{}');
}

function listOf(parts: readonly string[], brackets: string): string {
  const [open = '', close = ''] = brackets;
  const line = `${open}${parts.join(', ')}${close}`;
  if (parts.length === 0 || (line.length <= width && !line.includes('\n'))) return line;
  const lines = parts.map((part) => `    ${part.replaceAll('\n', '\n    ')},\n`);
  return `${open}\n${lines.join('')}${close}`;
}

function callOf(prepared: Prepared, isSigned: boolean): string {
  const { method, baseUrl, path, headers, body, credentials } = prepared;
  const isKnown = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'].includes(method);
  const sent = body && argumentOf(body, isSigned);
  const fields = [
    ...headers,
    ...(body && sent?.hasType !== true ? [['Content-Type', body.contentType] as const] : []),
  ].map(([name, value]) => `${pyText(name)}: ${pyText(value, credentials)}`);
  const args = [
    ...(isKnown ? [] : [pyText(method)]),
    pyText(`${baseUrl}${path}`, credentials),
    ...(fields.length > 0 ? [`headers=${linesOf(fields)}`] : []),
    ...(sent ? [sent.text] : []),
  ];
  const name = isKnown ? method.toLowerCase() : 'request';
  return args.length === 1
    ? `${name}(${args[0]})`
    : `${name}(\n${args.map((arg) => `    ${arg.replaceAll('\n', '\n    ')},\n`).join('')})`;
}

const linesOf = (members: readonly string[]): string =>
  `{\n${members.map((member) => `    ${member},\n`).join('')}}`;

/** The argument with the body, and whether the library names its type. */
function argumentOf(body: SampleBody, isSigned: boolean): { text: string; hasType: boolean } {
  const { contentType } = body;
  if (isSigned) return { text: 'data=body', hasType: false };
  // the library takes None for no body
  if (body.kind === 'json' && body.value !== null)
    return { text: `json=${pyValue(body.value)}`, hasType: contentType === 'application/json' };
  if (body.kind === 'form')
    return {
      text: `data=${formOf(body.pairs)}`,
      hasType: contentType === 'application/x-www-form-urlencoded',
    };
  if (body.kind === 'parts')
    return { text: `files=${listOf(body.parts.map(partOf), '[]')}`, hasType: true };
  if (body.kind === 'file')
    return { text: `data=open(${pyText(body.fileName)}, "rb")`, hasType: false };
  return { text: `data=${textOf(body)}`, hasType: false };
}

/** A body as an expression: a text, or bytes where a text would be sent in another encoding. */
function textOf(body: SampleBody): string {
  if (body.kind === 'json') return `json.dumps(${pyValue(body.value)})`;
  const text = bodyText(body);
  return /^[\x00-\x7f]*$/.test(text) ? pyText(text) : `${pyText(text)}.encode()`;
}

/** A dictionary, or a list of pairs where a name is there twice. */
function formOf(pairs: readonly (readonly [string, string])[]): string {
  const isUnique = new Set(pairs.map(([name]) => name)).size === pairs.length;
  const written = pairs.map(([name, value]) => [pyText(name), pyText(value)] as const);
  return isUnique
    ? listOf(
        written.map((pair) => pair.join(': ')),
        '{}',
      )
    : listOf(
        written.map((pair) => `(${pair.join(', ')})`),
        '[]',
      );
}

function partOf({ name, text, contentType, fileName }: SamplePart): string {
  const type = contentType === undefined ? [] : [pyText(contentType)];
  const content =
    fileName === undefined
      ? ['None', pyText(text), ...type]
      : [pyText(fileName), `open(${pyText(fileName)}, "rb")`, ...type];
  return `(${pyText(name)}, (${content.join(', ')}))`;
}
