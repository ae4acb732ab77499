/** Questions of libraries that nobody wrote, and of ours. */
import { resolve } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { type CaseStudy, readLibrary, textOfBlocks } from '../../../../index/library/mod.ts';
import { passagesOf, type Unit } from '../../../../index/passages/mod.ts';
import { QUESTION_KINDS, type QuizQuestion } from '../../../../src/quiz/question.ts';
import {
  brokenRules,
  checkQuestions,
  makeQuestions,
  type QuizBank,
} from '../../../../src/quiz/questions/mod.ts';
import { plainForm } from '../../../../src/quiz/questions/text.ts';
import { nonsense, notes, wordEncoder } from './nonsense.ts';

const CONTENT = resolve(import.meta.dirname, '../../../../content');

let units: readonly Unit[];
let bank: QuizBank;
beforeAll(async () => {
  units = passagesOf(await readLibrary(CONTENT)).units;
  bank = await makeQuestions(units, wordEncoder);
});

function caseStudyOf(units: readonly Unit[], { caseStudy: id }: QuizQuestion): CaseStudy {
  const unit = units.find((candidate) => candidate.kind === 'case-study' && candidate.caseStudy.id === id);
  if (unit?.kind !== 'case-study') throw new Error(`No case study ${id}`);
  return unit.caseStudy;
}

describe('the questions of any library', () => {
  it('are valid, and the making of them never throws', async () => {
    let asked = 0;
    await fc.assert(
      fc.asyncProperty(nonsense, async (units) => {
        const { questions, byCaseStudy } = await makeQuestions(units, wordEncoder);
        asked += questions.length;
        for (const question of questions) {
          const { options, right, prompt, explanation } = question;
          expect(brokenRules(question, caseStudyOf(units, question))).toEqual([]);
          expect(new Set(options.map(plainForm)).size).toBe(options.length);
          expect(options[right]).toBeDefined();
          expect(options.length).toBeGreaterThanOrEqual(2);
          expect(options.length).toBeLessThanOrEqual(5);
          expect(Math.max(...options.map(({ length }) => length))).toBeLessThanOrEqual(200);
          expect(prompt.length).toBeLessThanOrEqual(500);
          expect(explanation.quote.length).toBeLessThanOrEqual(600);
        }
        expect(new Set(questions.map(({ id }) => id)).size).toBe(questions.length);
        expect([...byCaseStudy.values()].flat()).toEqual(questions);
      }),
      { numRuns: 150 },
    );
    // Nonsense that yields nothing would prove nothing.
    expect(asked).toBeGreaterThan(50);
  });

  it('are the same each time', async () => {
    await fc.assert(
      fc.asyncProperty(nonsense, async (units) => {
        expect(await makeQuestions(units, wordEncoder)).toEqual(await makeQuestions(units, wordEncoder));
      }),
      { numRuns: 30 },
    );
  });

  it('are none where there are only notes, and it is said why', async () => {
    await fc.assert(
      fc.asyncProperty(notes, async (units) => {
        const { questions, rejected, shortage } = await makeQuestions(units, wordEncoder);
        expect([questions, rejected]).toEqual([[], []]);
        expect(shortage).toBe(
          units.length === 0
            ? 'The library is empty.'
            : 'The library has only notes. Questions are made from case studies, whose form says what is asked and what answers.',
        );
      }),
      { numRuns: 10 },
    );
  });
});

describe('the questions of the shipped library', () => {
  it('are of every kind, with wrong options of other topics where mistakes are concerned', () => {
    expect(new Set(bank.questions.map(({ kind }) => kind))).toEqual(new Set(QUESTION_KINDS));
    expect(bank.shortage).toBeNull();
    const made = bank.questions.filter(({ id, kind }) => kind === 'mistake' && !bank.written.has(id));
    for (const { caseStudy, options, right } of made) {
      const topic = units.filter(
        (unit) => unit.kind === 'case-study' && topicOf(unit) === topicOf({ caseStudy }),
      );
      const text = topic
        .flatMap((unit) => (unit.kind === 'note' ? [] : unit.caseStudy.sections.map(textOf)))
        .join('\n');
      expect(options.map((option) => text.includes(option.slice(1)))).toEqual(
        options.map((_, at) => at === right),
      );
    }
  });

  it('have the right option evenly in each place', () => {
    const places = [0, 1, 2, 3].map((place) => bank.questions.filter(({ right }) => right === place).length);
    const expected = bank.questions.length / 4;
    const chiSquare = places.reduce((sum, count) => sum + (count - expected) ** 2 / expected, 0);
    // 3 degrees of freedom: a fair draw passes this once in a thousand libraries.
    expect(bank.questions.length).toBeGreaterThan(100);
    expect(chiSquare).toBeLessThan(16.3);
  });

  it('keep their ids when another topic goes', async () => {
    const fewer = units.filter((unit) => unit.kind === 'case-study' && !unit.id.includes('kafka'));
    const after = await makeQuestions(fewer, wordEncoder);
    const prompts = new Map(bank.questions.map(({ id, prompt }) => [prompt, id]));
    const kept = after.questions.filter(({ prompt }) => prompts.has(prompt));
    expect(kept.length).toBeGreaterThan(100);
    expect(kept.map(({ id }) => id)).toEqual(kept.map(({ prompt }) => prompts.get(prompt)));
  });

  it('never name a company in a prompt that asks for it', () => {
    for (const { kind, prompt, options, right } of bank.questions) {
      if (kind === 'company') expect(prompt).not.toContain(options[right]);
    }
  });

  it('are few with three case studies, and it is said why', async () => {
    const { questions, shortage } = await makeQuestions(units.slice(0, 3), wordEncoder);
    expect(new Set(questions.map(({ kind }) => kind))).toEqual(new Set(['reason', 'figure']));
    expect(shortage).toBe(
      'The library has 3 of the 4 case studies that are needed: wrong options come from others.',
    );
  });

  it('come first as their author wrote them, and none of the kind is made about the same line', () => {
    const [first] = bank.byCaseStudy.get('kafka_patterns/cloudflare-consumer-health') ?? [];
    expect(first).toMatchObject({
      kind: 'mistake',
      explanation: {
        quote: 'Restarting it makes it slower, and the group must rebalance.',
        section: 'Common Mistakes',
      },
    });
    expect(first!.options[first!.right]).toBe('The restart makes it slower, and the group must rebalance');
    expect(bank.written).toContain(first!.id);
    expect(bank.rejected.map(({ reason }) => reason)).toContain('an author asks about the same line');
  });
});

describe('the measure', () => {
  it('finds a guesser that always wins, and a rule that is broken', async () => {
    const [template] = bank.questions;
    const questions = Array.from(
      { length: 120 },
      (_, at): QuizQuestion => ({
        ...template!,
        id: String(at).padStart(16, '0'),
        options: ['the one right option, with all its words', 'wrong 1', 'wrong 2', 'wrong 3'],
        right: 0,
      }),
    );
    const { guessers, broken } = await checkQuestions({ ...bank, questions }, units, wordEncoder);
    const above = guessers.filter(({ isAboveLimit }) => isAboveLimit).map(({ name }) => name);
    expect(above).toEqual(
      expect.arrayContaining(['first option', 'longest option', 'learned from the other questions']),
    );
    expect(above).not.toContain('shortest option');
    expect(broken).toHaveLength(120);
    expect(broken[0]!.rules).toContain('the right option is by far the longest');
  });

  it('does not call luck with few questions a habit', async () => {
    const four = bank.questions.filter(({ options }) => options.length === 4);
    const questions = four.slice(0, 24).map((question, at) => ({ ...question, right: at < 11 ? 0 : 3 }));
    const { guessers } = await checkQuestions({ ...bank, questions }, units, wordEncoder);
    const first = guessers.find(({ name }) => name === 'first option');
    expect(first).toMatchObject({ isAboveLimit: false, all: { mean: 11 / 24, count: 24 } });
  });
});

const topicOf = ({ caseStudy }: { caseStudy: string | CaseStudy }): string =>
  (typeof caseStudy === 'string' ? caseStudy : caseStudy.id).split('/')[0]!;
const textOf = ({ blocks }: CaseStudy['sections'][number]): string => textOfBlocks(blocks);
