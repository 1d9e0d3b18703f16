import type { Artifact } from './artifact.ts';
import { exported } from './exported.ts';
import { operationNames } from './names.ts';
import { schemaCode, type OperationCodes } from './schema-code.ts';
import { comment, literal } from './text.ts';

export const validators: Artifact = {
  file: 'validators.ts',
  summary:
    'Type guards for every body and the parameters, as plain code: no `eval`, no `new Function`.',
  write({ contract, runtime }) {
    const { operations, code, imports } = schemaCode(contract);
    const names = operationNames(contract);
    const declared = code.matchAll(/^(?:const|function) (\w+)/gm).map(([, name]) => name!);
    const taken = new Set([
      ...imports,
      'validatorsOf',
      'OperationValidators',
      'paths',
      ...declared,
    ]);
    const made = operations.map((codes) => {
      const { id, method, path, summary } = codes.operation;
      const type = `OperationValidators<paths[${literal(path)}][${literal(method.toLowerCase())}]>`;
      const about = comment(`\`${method} ${path}\`${summary ? `: ${summary}` : ''}`);
      const value = `: ${type} = /* @__PURE__ */ validatorsOf(${codeOf(codes)});\n`;
      return `${about}${exported(names.get(id)!, value, taken)}`;
    });
    return `// @ts-nocheck: the code of schemas has no types, and what is exported has its own
import {
${[...imports, 'validatorsOf', 'type OperationValidators'].map((name) => `  ${name},\n`).join('')}} from '${runtime('validators')}';
import type { paths } from './types.ts';

${code}
${made.join('\n')}`;
  },
};

/** The code of an operation, as the function that makes its validators takes it. */
export function codeOf({ requestBody, parameters, responses }: OperationCodes): string {
  const members = [
    ...(requestBody.length > 0 ? [`requestBody: ${contentOf(requestBody)}`] : []),
    ...(parameters === undefined ? [] : [`parameters: ${pure(parameters)}`]),
    ...(responses.length > 0 ? [`responses: {\n${responses.map(responseOf).join('')}  }`] : []),
  ];
  return members.length > 0 ? `{\n${members.map((each) => `  ${each},\n`).join('')}}` : '{}';
}

const responseOf = ({ status, content }: OperationCodes['responses'][number]): string =>
  `    ${literal(status)}: ${contentOf(content)},\n`;

const contentOf = (content: OperationCodes['requestBody']): string =>
  content.length > 0
    ? `{ ${content.map(({ name, code }) => `${literal(name)}: ${pure(code)}`).join(', ')} }`
    : '{}';

/** A bundler leaves out a call without effects. */
const pure = (code: string): string => (code.includes('(') ? `/* @__PURE__ */ ${code}` : code);
