/**
 * `redocly.yaml` of a new repository.
 * @param broken the rules that the description breaks with an error as it is
 */
export const redoclyYaml = (
  broken: readonly string[],
): string => `# How \`npm run lint\` checks the descriptions. Redocly's own command and its editors read this too.
telemetry: off

plugins:
  - openapi-contract-suite/lint

extends:
  # what makes a mock, checks or generated code useless or wrong.
  # contracts/house also demands evidence (x-source), named examples and descriptions
  - contracts/recommended
${
  broken.length === 0
    ? ''
    : `
rules:
  # errors that the description had from the beginning: repair them, and remove these lines
${broken.map((rule) => `  ${rule}: warn\n`).join('')}`
}`;
