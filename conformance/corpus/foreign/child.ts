import { judge, type JudgeOptions } from './judge.ts';
import { judgeStateful, type StatefulOptions } from './judge-stateful.ts';

/**
 * Judges one description in a process of its own: `child.ts NAME PATH OPTIONS`, where options with
 * `most` are those of a mock with state.
 */

const [name = '', path = '', written = '{}'] = process.argv.slice(2);

async function told(): Promise<object> {
  const options = JSON.parse(written) as JudgeOptions | StatefulOptions;
  try {
    return 'most' in options
      ? await judgeStateful(name, path, options)
      : await judge(name, path, options);
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

const answer = await told();
// the whole answer must be written before the process ends
process.stdout.write(JSON.stringify(answer), () => process.exit());
