import type { Node } from '../../conformance/core/pointer.ts';
import { UserError } from '../../conformance/core/user-error.ts';
import { redocly } from '../redocly.ts';

/** Makes one document of a description and all files that it refers to; members keep their order. */
export async function bundle(description: string): Promise<Node> {
  const options = ['--ext=json', '--lint-config=error'];
  const { code, stdout, stderr } = await redocly('bundle', description, ...options);
  if (code !== 0) throw new UserError(`${description} cannot be bundled.\n${stderr.trim()}`);
  return JSON.parse(stdout) as Node;
}
