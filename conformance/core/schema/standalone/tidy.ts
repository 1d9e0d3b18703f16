import { pointerOf } from '../../pointer.ts';

/** A text in code, and a part of an expression, in which texts may have any sign. */
const text = String.raw`"(?:[^"\\\n]|\\.)*"`;
const part = String.raw`(?:${text}|[^"\n])`;

/** A report of AJV, in seven lines. */
const report = new RegExp(
  [
    String.raw`const (err\d+) = \{instancePath(?::(${part}+?))?,schemaPath:${part}+?,keyword:(${text}),`,
    String.raw`params:(\{${part}*?\}),message:(${text})(?:,propertyName:\w+)?\};\n`,
    String.raw`if\(vErrors === null\)\{\nvErrors = \[\1\];\n\}\nelse \{\nvErrors\.push\(\1\);\n\}\nerrors\+\+;\n`,
  ].join(''),
  'g',
);

/** What AJV hands over to the function of another schema. */
const context = new RegExp(
  String.raw`\{instancePath(?::(${part}+?))?,parentData(?::(\w+))?,parentDataProperty(?::${part}+?)?,rootData(?::\w+)?\}`,
  'g',
);

const signature =
  /^function (validate\d+)\(data, \{instancePath="", parentData, parentDataProperty, rootData=data\}=\{\}\)/;

/**
 * Rewrites a function of AJV in fewer characters, because a browser loads it: each report is one call of
 * `fail`, with the pointer to the member that it is about, and other functions get the pointer and the
 * value around theirs.
 */
export const tidy = (code: string): string =>
  code
    .replaceAll(report, (_, _name, path = 'instancePath', ...rest) => reportOf(path, rest))
    .replaceAll(context, (_, path = 'instancePath', around = 'parentData') => `${path}, ${around}`)
    .replace(signature, 'function $1(data, instancePath, parentData)');

function reportOf(path: string, [keyword, params, message]: readonly string[]): string {
  // `then` and `else` report for it
  if (keyword === '"if"') return '';
  const name = keyword === '"never"' ? '"false schema"' : keyword;
  // AJV lists types with commas
  const said = keyword === '"type"' ? message!.replaceAll(',', ' or ') : message!;
  return `vErrors = fail(vErrors, ${placeOf(path, params!)}, ${name}, ${said});\nerrors++;\n`;
}

/** The expression of the pointer of a report: to the member, where AJV names the object around it. */
function placeOf(path: string, params: string): string {
  const [, member] = /^\{member: ?(.+)\}$/s.exec(params) ?? [];
  if (member === undefined) return path;
  if (!member.startsWith('"')) return `${path}+"/"+escape(${member})`;
  const token = JSON.stringify(pointerOf([JSON.parse(member) as string]));
  return path.endsWith('"') ? `${path.slice(0, -1)}${token.slice(1)}` : `${path}+${token}`;
}
