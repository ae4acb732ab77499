/** Run by memory.ts: serves a library, and prints how much memory that takes. */
import { Casebook } from '../../src/casebook.ts';
import type { Config } from '../../src/config.ts';
import { readQuestionSet } from '../eval/questions.ts';

interface Argument {
  readonly config: Config;
  readonly questionsDir: string;
  readonly questions: number;
}

const residentMb = (): number => process.memoryUsage.rss() / 1e6;

const { config, questionsDir, questions } = JSON.parse(process.argv[2]!) as Argument;
const startedMb = residentMb();
const casebook = await Casebook.open(config);
const openedMb = residentMb();
if (casebook.build !== null) {
  throw new Error(
    `The index was built anew (${casebook.build.reason}). Was the code changed during the run? Run it again.`,
  );
}
const { inScope, outOfScope } = readQuestionSet(questionsDir);
const texts = [...inScope, ...outOfScope].map(({ text }) => text);
for (let i = 0; i < questions; i += 1) await casebook.ask(texts[i % texts.length]!);
const servedMb = residentMb();
// maxRSS is in kibibytes.
const peakMb = (process.resourceUsage().maxRSS * 1024) / 1e6;
process.stdout.write(JSON.stringify({ startedMb, openedMb, servedMb, peakMb }));
await casebook.close();
