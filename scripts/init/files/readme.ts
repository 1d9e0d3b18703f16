import type { Source } from '../source.ts';
import { scripts } from './package-json.ts';

/** `README.md` of a new repository. */
export const readme = (name: string, { name: api, title, files }: Source): string => {
  const [entry] = files.keys();
  const rows = scripts.map((script) => `| \`npm run ${script.name}\` | ${script.does} |`);
  return `# ${name}

Descriptions of APIs in OpenAPI, and what comes from them: a mock, checks of servers, types and clients, and a documentation site.

| API | Description |
|---|---|
| ${title.replaceAll('|', '\\|')} | [spec/${api}](spec/${api}/${entry}) |

\`\`\`sh
npm install
npm run mock
\`\`\`

| Command | Does |
|---|---|
${rows.join('\n')}

\`npm run mock\` has \`--stateful\`: without it, each answer is a documented example.
\`npm run docs -- --serve\` serves the site with the mock, and reloads what changes; \`docs.yaml\` configures it.
\`generated/\` is committed and never edited by hand. \`npm run check -- --target https://staging.example.com\` checks a server;
credentials come from the environment, such as \`${api.toUpperCase().replaceAll('-', '_')}_BEARER\` for the security scheme \`bearer\`.

## Add an API

1. Write \`spec/<api>/openapi.yaml\`. A folder of \`spec/\` with this file is an API; nothing else lists it.
2. Run \`npm run generate\`, then \`npm test\`. The last step checks the mock of your API and must find nothing.

## Add an operation

1. Add it to the description: \`operationId\`, \`summary\`, parameters, request body, and every response with a named example.
2. Run \`npm run generate\` and \`npm run check -- --operation <operationId>\`.
3. \`npm run diff\` tells whether the change breaks clients.

A mock with state takes from paths and names what belongs together. Where these don't say it, the extensions \`x-echo\` and
\`x-memory\` do; \`x-refusals\` says how a request is refused.

\`redocly.yaml\` says how strict \`npm run lint\` is.
`;
};
