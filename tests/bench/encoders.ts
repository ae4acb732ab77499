/** Measures encoders side by side: how long a question takes, and how many passages they encode. */
import { inTurns, median, quantile, timeMs } from './timing.ts';

export interface EncoderContender {
  readonly name: string;
  readonly encode: (texts: readonly string[]) => Promise<unknown>;
}

export interface EncoderTexts {
  readonly questions: readonly string[];
  readonly passages: readonly string[];
}

export interface EncoderFigures {
  readonly questionP50Ms: number;
  readonly questionP99Ms: number;
  readonly passagesPerSecond: number;
}

/** Questions are encoded one by one, passages in one call. */
export async function measureEncoders(
  contenders: readonly EncoderContender[],
  { questions, passages }: EncoderTexts,
  rounds: number,
): Promise<Map<string, EncoderFigures>> {
  for (const { encode } of contenders) await encode(questions.slice(0, 1));
  const questionTimes = new Map<string, number[]>(contenders.map(({ name }) => [name, []]));
  for (let round = 0; round < rounds; round += 1) {
    for (const question of questions) {
      for (const { name, encode } of contenders)
        questionTimes.get(name)!.push(await timeMs(() => encode([question])));
    }
  }
  const passageTimes = await inTurns(
    rounds,
    contenders.map(({ name, encode }) => ({ name, measure: () => timeMs(() => encode(passages)) })),
  );
  return new Map(
    contenders.map(({ name }) => [
      name,
      {
        questionP50Ms: median(questionTimes.get(name)!),
        questionP99Ms: quantile(questionTimes.get(name)!, 0.99),
        passagesPerSecond: passages.length / (median(passageTimes.get(name)!) / 1000),
      },
    ]),
  );
}
