/** All questions that a library can be asked about. */
import { setImmediate } from 'node:timers/promises';
import type { CaseStudy } from '../../../index/library/mod.ts';
import type { Unit } from '../../../index/passages/mod.ts';
import type { QuestionKind, QuizQuestion } from '../question.ts';
import { approachStatements } from './approach.ts';
import { Chooser, type Refusal, WRONG_OPTIONS } from './choose.ts';
import { companyStatements } from './company.ts';
import { idOf, shuffled } from './draw.ts';
import { figureLadders } from './figure.ts';
import { groupedBy } from './grouped.ts';
import { mistakeStatements } from './mistake.ts';
import { TellingNames } from './names.ts';
import { reasonStatements } from './reason.ts';
import { brokenRules } from './rules.ts';
import { Similarity, type TextEncoder } from './similarity.ts';
import type { Statement } from './statement.ts';
import { writtenQuestions } from './written.ts';

/** The questions of a library. The same library and encoder always give the same. */
export interface QuizBank {
  /** By case study in the order of the library; those that an author wrote come first. */
  readonly questions: readonly QuizQuestion[];
  /** The same by the id of the case study; a case study without a question is not in it. */
  readonly byCaseStudy: ReadonlyMap<string, readonly QuizQuestion[]>;
  /** Ids of the questions that an author wrote. */
  readonly written: ReadonlySet<string>;
  /** What could have been asked and is not, each with the reason. */
  readonly rejected: readonly Rejection[];
  /** Why there are no questions, or few, in a sentence for people; null when there is nothing to say. */
  readonly shortage: string | null;
}

export interface Rejection {
  readonly kind: QuestionKind;
  readonly caseStudy: string;
  readonly prompt: string;
  readonly reason: string;
}

/**
 * Makes every question that the case studies of a library prove. Notes make none: nothing in them says what is asked and what
 * answers. Wrong options come from other case studies, so that a library with fewer than four makes only those about figures
 * and those that its authors wrote.
 *
 * Never throws because of a library; rejects when the encoder does.
 */
export async function makeQuestions(
  units: readonly Unit[],
  encoder: TextEncoder,
  onProgress?: (done: number, total: number) => void,
): Promise<QuizBank> {
  const topics = new Map(
    units.flatMap((unit) => (unit.kind === 'case-study' ? [[unit.caseStudy, unit.topic]] : [])),
  );
  const caseStudies = [...topics.keys()];
  const statements = await statementsOf(caseStudies);
  const similarity = await Similarity.of(
    statements.flatMap(({ prompt, subject, text }) => [prompt, subject, text]),
    encoder,
    onProgress,
  );
  const maker = new Maker(new Chooser(statements, similarity, topics));
  const byOwner = groupedBy(statements, ({ caseStudy }) => caseStudy);
  const byCaseStudy = new Map<string, readonly QuizQuestion[]>();
  const written = new Set<string>();
  for (const caseStudy of caseStudies) {
    await setImmediate();
    const own = maker.keep(writtenQuestions(caseStudy), caseStudy, []);
    for (const { id } of own) written.add(id);
    const made = maker.keep(maker.make(caseStudy, byOwner.get(caseStudy) ?? []), caseStudy, own);
    const questions = [...own, ...made];
    if (questions.length > 0) byCaseStudy.set(caseStudy.id, questions);
  }
  return {
    questions: [...byCaseStudy.values()].flat(),
    byCaseStudy,
    written,
    rejected: maker.rejected,
    shortage: shortageOf(units.length, caseStudies.length),
  };
}

/** Others get a turn between two case studies: each is some milliseconds of work. */
async function statementsOf(caseStudies: readonly CaseStudy[]): Promise<Statement[]> {
  const names = new TellingNames();
  for (const caseStudy of caseStudies) {
    await setImmediate();
    names.add(caseStudy);
  }
  const statements: Statement[] = [];
  for (const caseStudy of caseStudies) {
    await setImmediate();
    statements.push(
      ...approachStatements(caseStudy),
      ...mistakeStatements(caseStudy),
      ...reasonStatements(caseStudy),
      ...companyStatements(caseStudy, names),
    );
  }
  return statements;
}

class Maker {
  readonly rejected: Rejection[] = [];
  readonly #chooser: Chooser;
  readonly #ids = new Set<string>();

  constructor(chooser: Chooser) {
    this.#chooser = chooser;
  }

  /** One question for each line that proves something, in the form that is drawn for it and, where that fails, in another. */
  make(caseStudy: CaseStudy, statements: readonly Statement[]): QuizQuestion[] {
    const made = figureLadders(caseStudy).map((ladder) =>
      questionOf(ladder, idOfStatement(ladder), ladder.wrong),
    );
    for (const sameLine of groupedBy(statements, lineKeyOf).values()) {
      const refusals: Refusal[] = [];
      for (const statement of shuffled(sameLine, idOfStatement(sameLine[0]!), 'form')) {
        const id = idOfStatement(statement);
        const wrong = this.#chooser.choose(statement, id);
        if (typeof wrong === 'string') {
          refusals.push(wrong);
          continue;
        }
        const texts = wrong.map(({ text }) => text);
        made.push(questionOf(statement, id, texts));
        break;
      }
      if (refusals.length === sameLine.length) this.#reject(sameLine[0]!, refusals[0]!);
    }
    return made;
  }

  /** The questions that break no rule and ask nothing that one of `own` asks. */
  keep(made: readonly QuizQuestion[], caseStudy: CaseStudy, own: readonly QuizQuestion[]): QuizQuestion[] {
    return made.flatMap((question) => {
      const { quote } = question.explanation;
      const isTaken = own.some(
        ({ kind, explanation }) =>
          kind === question.kind && (quote.includes(explanation.quote) || explanation.quote.includes(quote)),
      );
      const reason = isTaken
        ? 'an author asks about the same line'
        : this.#ids.has(question.id)
          ? 'it is asked twice'
          : brokenRules(question, caseStudy)[0];
      if (reason === undefined) {
        this.#ids.add(question.id);
        return [question];
      }
      this.#reject({ ...question, caseStudy }, reason);
      return [];
    });
  }

  #reject(
    { kind, caseStudy, prompt }: Pick<Statement, 'kind' | 'caseStudy' | 'prompt'>,
    reason: string,
  ): void {
    this.rejected.push({ kind, caseStudy: caseStudy.id, prompt, reason });
  }
}

/** Statements with the same key ask for the same knowledge. */
function lineKeyOf({ kind, form, explanation }: Statement): string {
  return kind === 'mistake' ? `${kind} ${explanation.quote}` : `${form} ${explanation.quote}`;
}

/** Depends on what is asked and what is right, and not on the wrong options: those may change with the rest of the library. */
function idOfStatement({ form, caseStudy, prompt, text }: Statement): string {
  return idOf(form, caseStudy.id, prompt, text);
}

function questionOf(statement: Statement, id: string, wrong: readonly string[]): QuizQuestion {
  const { kind, caseStudy, prompt, text, explanation } = statement;
  const options = shuffled([text, ...wrong.slice(0, WRONG_OPTIONS)], id, 'options');
  return { id, kind, caseStudy: caseStudy.id, prompt, options, right: options.indexOf(text), explanation };
}

function shortageOf(units: number, caseStudies: number): string | null {
  if (units === 0) return 'The library is empty.';
  if (caseStudies === 0)
    return 'The library has only notes. Questions are made from case studies, whose form says what is asked and what answers.';
  if (caseStudies <= WRONG_OPTIONS)
    return `The library has ${caseStudies} of the ${WRONG_OPTIONS + 1} case studies that are needed: wrong options come from others.`;
  return null;
}
