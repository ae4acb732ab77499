/** The command for those who want to know how good the questions of the quiz are. */
import type { Command } from 'commander';
import { withContent } from './command-line.ts';
import type { CommandProgress, QuizCheckOptions } from './quiz-check.ts';

export function addQuizCommands(program: Command, progressOf: () => CommandProgress): void {
  withContent(program.command('quiz-check'))
    .description(
      'measure the questions of the quiz; exits with 1 when guessing pays or a question breaks a rule',
    )
    .option('--json', 'print everything, the questions too, as JSON')
    .option('--list', 'print all questions with the right option marked')
    .action(async (options: QuizCheckOptions) => {
      // A question in the terminal does without what makes and measures those of the quiz.
      const { checkQuiz } = await import('./quiz-check.ts');
      await checkQuiz(options, progressOf());
    });
}
