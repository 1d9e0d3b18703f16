import type { Card } from '../content/block.ts';
import { badge, joined, link } from '../content/inline.ts';
import { downloadPath, downloads } from '../downloads/downloads.ts';
import { firstSentence } from '../text/commonmark.ts';
import type { PageKind, Site } from '../site-model.ts';
import { verdictBadge } from '../runner/verdict-badge.ts';
import { apiVerdict } from '../runner/verdict.ts';
import type { Reference } from '../reference/model.ts';

/** The first page: all APIs. */
export const homePage: PageKind = {
  id: 'home',
  *pages(site) {
    const { settings, say, references } = site;
    yield {
      path: 'index',
      title: settings.title,
      summary: say('homeSummary'),
      blocks: () => [
        { kind: 'cards', cards: references.map((reference) => card(reference, site)) },
      ],
    };
  },
};

function card({ api, title, version, info, operations }: Reference, { say, report }: Site): Card {
  const { summary, description } = info;
  const about = typeof summary === 'string' ? summary : firstSentence(String(description ?? ''));
  return {
    title,
    to: { page: `${api}/index` },
    text: about,
    more: joined(
      downloads.map(({ ending, title: name }) =>
        link({ file: downloadPath(api, ending) }, say(name)),
      ),
      ' · ',
    ),
    marks: [
      say('version', { version }),
      ' · ',
      say('operationCount', { count: operations.length }),
      operations.length > 0 &&
        operations.every(({ isDeprecated }) => isDeprecated) && [
          ' ',
          badge('warning', say('deprecated')),
        ],
      report && [' ', verdictBadge(apiVerdict(report, api), say)],
    ],
  };
}
