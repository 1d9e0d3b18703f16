import { isObject, type Node } from '../../../../conformance/core/pointer.ts';

const codeNames = ['code', 'errorCode', 'error_code'];
const messageNames = ['message', 'description', 'detail', 'error_description', 'title'];

/** A longer text is no code, and a longer message no heading. */
const codeAtMost = 80;
const messageAtMost = 200;
const depthAtMost = 5;

/**
 * The code in the body of an error: a member of a usual name, the nearest to the top; of a problem document
 * its type. `undefined` for a body without one.
 * @see https://www.rfc-editor.org/rfc/rfc9457#section-3.1.1
 */
export function codeIn(body: unknown, mediaType: string): string | undefined {
  const isProblem = /problem\+/.test(mediaType);
  // beside a message, a list has the faults of single members
  const isList = !isObject(body) || messageNames.every((name) => typeof body[name] !== 'string');
  for (const node of nodesOf(body, isList))
    for (const name of codeNames) {
      const code = codeOf(node[name]);
      if (code !== undefined) return code;
    }
  const type = isProblem && isObject(body) ? codeOf(body.type) : undefined;
  return type === 'about:blank' ? undefined : type;
}

/** What the body of an error says to people. */
export function messageIn(body: unknown): string | undefined {
  if (typeof body === 'string') return shortened(body);
  for (const node of nodesOf(body))
    for (const name of messageNames) {
      const message = node[name];
      if (typeof message === 'string' && message.trim() !== '') return shortened(message);
    }
  return undefined;
}

const codeOf = (value: unknown): string | undefined => {
  const isCode =
    typeof value === 'number' || (typeof value === 'string' && value.length <= codeAtMost);
  const code = isCode ? String(value).trim() : '';
  return code === '' ? undefined : code;
};

function shortened(text: string): string | undefined {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  if (line === '') return undefined;
  return line.length > messageAtMost ? `${line.slice(0, messageAtMost)}…` : line;
}

/** The objects of a body, the nearest to the top first. */
function* nodesOf(body: unknown, entersLists = true): Iterable<Node> {
  let level = [body];
  for (let depth = 0; depth < depthAtMost && level.length > 0; depth += 1) {
    const nodes = level.filter(isObject);
    yield* nodes;
    level = level.flatMap((value) =>
      Array.isArray(value)
        ? value.slice(0, entersLists ? 1 : 0)
        : isObject(value)
          ? Object.values(value)
          : [],
    );
  }
}
