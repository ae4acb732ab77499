/** A few questions about the real library, made by hand so that no test waits until all are made. */
import type { Casebook } from '../../src/casebook.ts';
import type { QuizQuestion } from '../../src/quiz/mod.ts';

/** One about each of three case studies; B is right. They try to call people. */
export const handMade = (casebook: Casebook): QuizQuestion[] => onEach(casebook).slice(0, 3);

/** One about each case study. */
export function onEach({ entries }: Casebook): QuizQuestion[] {
  return entries.map(({ id }, n) => ({
    id: `question${String(n).padStart(8, '0')}`,
    kind: 'approach',
    caseStudy: id,
    prompt: `What helped <!channel> @everyone with *this*? (${n})`,
    options: ['Wait', 'Take a lease <@U0000000001>', 'Add machines <@&300000000000000001>', '@here'],
    right: 1,
    explanation: { quote: 'A lease was taken.', section: 'Solution' },
  }));
}
