import type { Artifact } from './artifact.ts';
import { operationNames } from './names.ts';
import { schemaCode, type OperationCodes } from './schema-code.ts';
import { comment, literal } from './text.ts';

export const validators: Artifact = {
  file: 'validators.js',
  summary: 'Validators of every body and parameter, as plain code: no `eval`, no `new Function`.',
  write({ contract, runtime }) {
    const { operations, code, imports } = schemaCode(contract);
    const names = operationNames(contract);
    const made = operations.map(
      (each) =>
        `export const ${names.get(each.operation.id)} = /* @__PURE__ */ validatorsOf(${codeOf(each)});\n`,
    );
    return `import { ${[...imports, 'validatorsOf'].sort().join(', ')} } from '${runtime('validators')}';

${code}

${made.join('\n')}`;
  },
};

export const validatorTypes: Artifact = {
  file: 'validators.d.ts',
  summary: 'The types of the validators: each is a type guard.',
  write({ contract, runtime }) {
    const { operations } = schemaCode(contract);
    const names = operationNames(contract);
    const declared = operations.map(({ operation: { id, method, path, summary } }) => {
      const type = `paths[${literal(path)}][${literal(method.toLowerCase())}]`;
      const about = comment(`\`${method} ${path}\`${summary ? `: ${summary}` : ''}`);
      return `${about}export declare const ${names.get(id)}: OperationValidators<${type}>;\n`;
    });
    return `import type { OperationValidators } from '${runtime('validators')}';
import type { paths } from './types.js';

${declared.join('\n')}`;
  },
};

function codeOf({ requestBody, parameters, responses }: OperationCodes): string {
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
