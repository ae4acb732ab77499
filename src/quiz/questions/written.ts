import type { CaseStudy } from '../../../index/library/mod.ts';
import type { QuizQuestion } from '../question.ts';
import { idOf, shuffled } from './draw.ts';

/** The questions that an author wrote into the front matter. */
export function writtenQuestions(caseStudy: CaseStudy): QuizQuestion[] {
  return caseStudy.quiz.map(({ kind, ask, right, wrong, proof, section }) => {
    const id = idOf('written', caseStudy.id, ask, right);
    const options = shuffled([right, ...wrong], id, 'options');
    return {
      id,
      kind,
      caseStudy: caseStudy.id,
      prompt: ask,
      options,
      right: options.indexOf(right),
      explanation: { quote: proof, section },
    };
  });
}
