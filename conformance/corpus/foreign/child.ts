import { judge, type Judgement } from './judge.ts';

/** Judges one description in a process of its own: `child.ts NAME PATH SAMPLE MILLISECONDS`. */

const [name = '', path = '', sample, milliseconds] = process.argv.slice(2);

type Told = Judgement | { readonly failed: string };

async function told(): Promise<Told> {
  try {
    return await judge(name, path, { sample: Number(sample), milliseconds: Number(milliseconds) });
  } catch (error) {
    return { failed: error instanceof Error ? error.message : String(error) };
  }
}

const answer = await told();
// the whole answer must be written before the process ends
process.stdout.write(JSON.stringify(answer), () => process.exit());
