import { isText, members, type Members, type Rule } from '../rule.ts';

/** A mistyped host would get a user's credentials. */
export const knownServerHosts: Rule = {
  id: 'known-server-hosts',
  summary: 'Every server URL leads to one of the hosts listed in the configuration.',
  visit: ({ hosts: known }) => ({
    Server(server, { report, location }) {
      const hosts = new Set(itemsOf(known));
      const unknown = urlsOf(server).find((url) => !hosts.has(URL.parse(url)?.hostname));
      if (unknown === undefined) return;
      report({
        message:
          `The server URL \`${unknown}\` does not lead to a known host (${[...hosts].join(', ')}). ` +
          'Correct it, or add the host to `hosts` of this rule in redocly.yaml.',
        location: location.child('url'),
      });
    },
  }),
};

/** The template with each combination of the default and the listed values of its variables. */
function urlsOf(server: Members): string[] {
  let urls = [String(server.url)];
  for (const [name, variable] of Object.entries(members(server.variables))) {
    const { default: usual, enum: others } = members(variable);
    const values = [usual, ...itemsOf(others)].filter(isText);
    urls = urls.flatMap((url) => values.map((value) => url.replaceAll(`{${name}}`, value)));
  }
  return urls;
}

const itemsOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
