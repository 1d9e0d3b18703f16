import { packageJson } from './files/package-json.ts';
import { readme } from './files/readme.ts';
import { redoclyYaml } from './files/redocly-yaml.ts';
import { workflow } from './files/workflow.ts';
import type { Source } from './source.ts';

/** What a new repository is made from. */
export type Wanted = {
  /** The name of the repository. */
  readonly name: string;
  readonly source: Source;
  /** The package that its commands come from. */
  readonly tool: { readonly name: string; readonly version: string };
  /** The lint rules that the description breaks with an error as it is. */
  readonly broken: readonly string[];
};

/** The files of a new repository, by path, without what is generated. */
export const repository = ({ name, source, tool, broken }: Wanted): ReadonlyMap<string, string> =>
  new Map([
    ...[...source.files].map(([path, text]) => [`spec/${source.name}/${path}`, text] as const),
    ['package.json', packageJson(name, tool)],
    ['redocly.yaml', redoclyYaml(broken)],
    ['README.md', readme(name, source)],
    ['.gitignore', 'node_modules/\ngenerated/site/\nreport.html\n'],
    ['.github/workflows/contracts.yml', workflow()],
  ]);
