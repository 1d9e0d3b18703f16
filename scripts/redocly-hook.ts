import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { extname } from 'node:path';
import { remember } from '../conformance/core/text-file.ts';

// Runs in the process of Redocly's command, before it.

/** The name by which a configuration knows the plugin of this package. */
const name = 'openapi-contract-suite/lint';
const extension = extname(import.meta.filename);
const plugin = new URL(`./lint/plugin${extension}`, import.meta.url).href;

// always the plugin of the running command, also where the package is not installed beside the configuration
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === name
      ? {
          url: plugin,
          format: extension === '.ts' ? 'module-typescript' : 'module',
          shortCircuit: true,
        }
      : next(specifier, context),
});

/** What was fetched before, by URL. Redocly's command fetches nothing of its own. */
const texts = new Map<string, string>();
const { CONTRACTS_FETCHED: file } = process.env;
if (file)
  for (const [url, text] of JSON.parse(readFileSync(file, 'utf8')) as [string, string][]) {
    texts.set(url, text);
    remember(url, { text });
  }

globalThis.fetch = async (input) => {
  const url = String(input instanceof Request ? input.url : input);
  const text = texts.get(url);
  if (text === undefined) throw new Error(`${url} is on the network, which is not read`);
  return new Response(text);
};
