import {
  BaseResolver,
  bundle as bundleFiles,
  createConfig,
  getLineColLocation,
  Source,
  type NormalizedProblem,
} from '@redocly/openapi-core';
import { isJsonFile } from '../../conformance/core/contract/json-lines.ts';
import { isObject, valueAt, type Node } from '../../conformance/core/pointer.ts';
import { readText } from '../../conformance/core/text-file.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { absolutePath, userPath } from '../../conformance/core/user-path.ts';
import { parseYaml } from '../../conformance/core/yaml-file.ts';

/** How many mistakes are told. */
const most = 10;

/**
 * Makes one document of a description and all files that it refers to; members keep their order. What stands
 * behind a URL was fetched before. Throws a `UserError` that names every reference that can't be followed.
 */
export async function bundle(description: string): Promise<Node> {
  const resolver = new Files();
  const { bundle: made, problems } = await bundleFiles({
    ref: absolutePath(description),
    config: await createConfig({}),
    externalRefResolver: resolver,
  });
  const errors = problems
    .filter((problem) => problem.severity === 'error' && !resolver.isExternalValue(problem))
    .map(inWords);
  const [lines, more] = [[...new Set(errors)].slice(0, most), new Set(errors).size - most];
  if (more > 0) lines.push(`${more} more like these.`);
  if (errors.length > 0)
    throw new UserError([`${description} cannot be bundled.`, ...lines].join('\n'));
  const { openapi, ...members } = made.parsed as Node;
  return { openapi: resolver.version ?? openapi, ...members };
}

/** Reads files as the rest of this program does: the network is not asked. */
class Files extends BaseResolver {
  /** The version of a description that Redocly does not know. */
  version: unknown;
  private readonly documents = new Map<string, unknown>();

  /** Whether a problem is that the value of an example stands elsewhere, which is no mistake. */
  isExternalValue({ location: [location] }: NormalizedProblem): boolean {
    if (location?.pointer === undefined) return false;
    const pointer = decodeURIComponent(location.pointer.replace(/^#/, ''));
    const node = valueAt(this.documents.get(location.source.absoluteRef), pointer);
    return isObject(node) && 'externalValue' in node && !('$ref' in node);
  }

  override async loadExternalRef(path: string): Promise<Source> {
    return new Source(path, readText(userPath(path)));
  }

  override parseDocument(source: Source, isRoot = false) {
    const parsed = parsedFrom(source);
    this.documents.set(source.absoluteRef, parsed);
    if (isRoot && isObject(parsed) && /^3\.2\./.test(String(parsed.openapi))) {
      this.version = parsed.openapi;
      return { source, parsed: { ...parsed, openapi: '3.1.1' } };
    }
    return { source, parsed };
  }
}

function parsedFrom({ absoluteRef, body }: Source): unknown {
  return isJsonFile(absoluteRef, body)
    ? JSON.parse(body)
    : parseYaml(absoluteRef, body, { merge: true }).value();
}

function inWords({ message, location: [location] }: NormalizedProblem): string {
  if (!location) return message;
  const { source, start } = getLineColLocation(location);
  return `${userPath(source.absoluteRef)}:${start.line}: ${message}`;
}
