import { UserError } from '../../conformance/core/user-error.ts';
import { redocly } from '../redocly.ts';

/** Makes one JSON text of a description and all files that it refers to; members keep their order. */
export async function bundle(description: string): Promise<string> {
  const options = ['--ext=json', '--lint-config=error'];
  const { code, stdout, stderr } = await redocly('bundle', description, ...options);
  if (code !== 0) throw new UserError(`${description} cannot be bundled.\n${stderr.trim()}`);
  return `${JSON.stringify(JSON.parse(stdout), undefined, 2)}\n`;
}
