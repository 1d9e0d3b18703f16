import { isText, items, members } from '../rule.ts';
import type { Members, Rule } from '../rule.ts';

/** A mistyped host would send a user's credentials to a stranger. */
export const knownServerHosts: Rule = {
  id: 'known-server-hosts',
  summary: 'Every server URL leads to one of the hosts listed in redocly.yaml.',
  visit: (options) => {
    const known = items(options.hosts);
    return {
      Server(server, { report, location }) {
        const unknown = urls(server).find((url) => !known.includes(host(url)));
        if (unknown === undefined) return;
        report({
          message:
            `The server URL \`${unknown}\` does not lead to a known host (${known.join(', ')}). ` +
            'Correct it, or add the host to `known-server-hosts` in redocly.yaml.',
          location: location.child('url'),
        });
      },
    };
  },
};

/** Every URL that the default and the listed values of the variables make of the template. */
function urls(server: Members): string[] {
  let made = [String(server.url)];
  for (const [name, variable] of Object.entries(members(server.variables))) {
    const { default: usual, enum: others } = members(variable);
    const values = new Set([usual, ...items(others)].filter(isText));
    made = made.flatMap((url) => [...values].map((value) => url.replaceAll(`{${name}}`, value)));
  }
  return made;
}

function host(url: string): string | undefined {
  return URL.canParse(url) ? new URL(url).hostname : undefined;
}
