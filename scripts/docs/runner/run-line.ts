import { basename, dirname, isAbsolute, resolve } from 'node:path';
import { nameApis } from '../../../conformance/core/contract/named-contracts.ts';
import { isUrl } from '../../../conformance/core/user-path.ts';
import { quoted } from '../../../conformance/core/curl/shell.ts';
import type { Reference } from '../reference/model.ts';

/**
 * A shell line that checks an API, or one operation of it. It runs the package by its own name: npm has another
 * package of the name of the command.
 */
export const runLine = ({ contract }: Pick<Reference, 'contract'>, operation?: string): string =>
  [
    'npx openapi-contract-suite check',
    described(contract),
    ...(operation === undefined ? [] : [`--operation ${word(operation)}`]),
    '--target https://staging.example.com',
  ].join(' ');

/** The words that name a description, so that the API has the name that it has here. */
function described({ file, api }: Reference['contract']): string {
  const folder = dirname(file);
  const isOfFolder = /^openapi\.(?:ya?ml|json)$/i.test(basename(file));
  if (isUrl(file)) return word(file);
  if (isOfFolder && basename(resolve(folder)) === api) return word(shown(folder));
  const [named] = nameApis({}, [shown(file)]);
  return `${word(shown(file))}${named?.api === api ? '' : ` --name ${word(api)}`}`;
}

/** A path that says nothing of this machine. */
const shown = (path: string): string => (isAbsolute(path) ? `./${basename(path)}` : path);

const word = (text: string): string => (/^[\w./:@%+,-]+$/.test(text) ? text : quoted(text));
