/** The terminal as a surface. */
export { answerBatch } from './batch.ts';
export { terminalConversation } from './conversation.ts';
export { progressOn } from './progress.ts';
export { LOCAL_PLAYER, type TerminalRound, terminalQuiz } from './quiz.ts';
export { renderCard } from './render-card.ts';
export { type TerminalOptions, terminalOptions } from './style.ts';
