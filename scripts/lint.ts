import { complainInLines, print } from '../conformance/core/print.ts';
import { isFromOutside, readFlags, runCommand } from '../conformance/core/command-line.ts';
import { apis } from '../spec/apis.ts';
import { assertReadable } from './lint/assert-readable.ts';
import { findProblems } from './lint/problems.ts';

const help = `Usage: npm run lint [-- <api or file>…]

Checks the descriptions of all APIs (${Object.keys(apis).join(', ')}), or of those named,
with Redocly and the rules of this repository (scripts/lint/rules). A warning counts as a problem.

Exit codes: 0 no problem, 1 problems, 2 the descriptions could not be checked.
`;

await runCommand(async () => {
  try {
    const { values, positionals } = readFlags({
      allowPositionals: true,
      options: { help: { type: 'boolean' } },
    });
    if (values.help) {
      process.stdout.write(help);
      return 0;
    }
    const names = positionals.length > 0 ? positionals : Object.keys(apis);
    const files = new Map<string, string>(Object.entries(apis));
    const descriptions = names.map((name) => files.get(name) ?? name);
    descriptions.forEach(assertReadable);
    const problems = await findProblems(...descriptions);
    for (const { file, line, column, rule, message, pointer } of problems)
      [`${file}:${line}:${column}  ${rule}`, `  ${message}`, `  at ${pointer}`, ''].forEach(print);
    const count = `${problems.length || 'No'} problem${problems.length > 1 ? 's' : ''}`;
    print(`${count} in ${names.join(', ')}.`);
    return problems.length === 0 ? 0 : 1;
  } catch (error) {
    if (!isFromOutside(error)) throw error;
    complainInLines(`The descriptions could not be checked. ${error.message}`);
    return 2;
  }
});
