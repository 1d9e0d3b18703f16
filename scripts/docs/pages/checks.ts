import * as checks from '../../../conformance/checks/index.ts';
import type { Check } from '../../../conformance/checks/check.ts';
import { schemesOf, variableOf } from '../../../conformance/core/auth/credentials.ts';
import { signerOf } from '../../../conformance/core/auth/find-signer.ts';
import * as generators from '../../../conformance/generators/index.ts';
import type { Block } from '../content/block.ts';
import { code, joined, sentence } from '../content/inline.ts';
import type { Page } from '../page.ts';
import type { Reference } from '../reference/model.ts';
import { tellStrangeNames } from '../runner/strange-names.ts';
import { verdictSummary, verdictTable } from '../runner/verdict-blocks.ts';
import { runLine } from '../runner/run-line.ts';
import type { PageKind, Site } from '../site-model.ts';

/** How a server of each API is checked, what the last run found, and what is checked. */
export const checkPages: PageKind = {
  id: 'checks',
  *pages(site) {
    tellStrangeNames(site);
    for (const reference of site.references)
      if (reference.operations.length > 0) yield checkPage(reference, site);
  },
};

function checkPage(reference: Reference, site: Site): Page {
  const { api, title } = reference;
  const { say } = site;
  return {
    path: `${api}/checks`,
    api,
    section: 'checks',
    topic: { title: say('checks'), order: 90 },
    title: say('checks'),
    summary: say('checksSummary', { title }),
    blocks: () => [
      { kind: 'paragraph', content: say('checksIntro') },
      ...verdictSummary(reference, site),
      ...verdictTable(reference, site),
      ...runBlocks(reference, site),
      { kind: 'heading', level: 2, id: 'judged', content: say('whatIsJudged') },
      { kind: 'paragraph', content: say('whatIsJudgedText') },
      listOf(Object.values(checks) as readonly Check[], 'check'),
      { kind: 'heading', level: 2, id: 'sent', content: say('whatIsSent') },
      { kind: 'paragraph', content: say('whatIsSentText') },
      listOf(Object.values(generators), 'idea'),
    ],
  };
}

function runBlocks(reference: Reference, { say }: Site): Block[] {
  const { api, contract } = reference;
  const variables = [...schemesOf(contract)].flatMap((scheme) => {
    const signer = signerOf(api, scheme);
    return signer
      ? signer.members.slice(0, 3).map((member) => variableOf(api, scheme, member))
      : [variableOf(api, scheme)];
  });
  return [
    { kind: 'heading', level: 2, id: 'run', content: say('checkYourServer') },
    { kind: 'code', language: 'bash', text: runLine(reference) },
    ...(variables.length > 0
      ? [
          {
            kind: 'paragraph',
            content: [`${say('checkCredentials')} `, joined(variables.map(code), ', '), '.'],
          } as const,
        ]
      : []),
    { kind: 'paragraph', content: sentence(say('checkYourServerText')), isQuiet: true },
  ];
}

const listOf = (
  rows: readonly { readonly id: string; readonly summary: string }[],
  kind: 'check' | 'idea',
): Block => ({
  kind: 'fields',
  fields: rows.map(({ id, summary }) => ({
    ...{ id: `${kind}-${id}`, name: id, description: summary },
    ...{ type: '', marks: '', rules: [], evidence: [], fields: [] },
  })),
});
