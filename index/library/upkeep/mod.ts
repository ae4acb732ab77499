/** Keeps the pages of a library that follow from its files: lists, progress, the register of ids; and begins new topics. */
export { type GeneratedPages, generatePages, type LibraryState } from './generate.ts';
export { IDS_FILE, isSameStory, type PublishedId, readIds } from './ids.ts';
export { createTopic } from './new-topic.ts';
export { fileOf, PLAN_FILE, plannedTopics } from './plan.ts';
export { PROGRESS_FILE, type TopicProgress } from './progress.ts';
export { type NewPage, replacePage } from './write.ts';
