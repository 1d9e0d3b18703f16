/** `.github/workflows/contracts.yml` of a new repository. */
export const workflow =
  (): string => `# What a change of a description must pass. The findings are annotations beside their lines.
name: contracts

on:
  push:
    branches: [main]
  pull_request:

permissions:
  contents: read

jobs:
  contracts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v5
        with:
          # the changes are compared with the branch that they go to
          fetch-depth: 0
      - uses: actions/setup-node@v5
        with:
          node-version: 24
          cache: npm
      - run: npm ci
      - name: Lint the descriptions
        run: npm run --silent lint -- --report github=-
      - name: Is all that is generated up to date?
        run: npm run --silent generate -- --check
      - name: Does a change break clients?
        if: github.event_name == 'pull_request'
        run: npx --no contracts diff "origin/$GITHUB_BASE_REF" --report github=-
      - name: Check the mock, as a server would be checked
        if: always()
        run: >-
          npm run --silent check -- --report github=-
          --report "markdown=$GITHUB_STEP_SUMMARY" --report html=report.html
      - uses: actions/upload-artifact@v5
        if: always()
        with:
          name: report
          path: report.html
          if-no-files-found: ignore
`;
