/** Choosing case studies by name, by filter, by day and by chance. */
export { type CaseFilter, caseOfTheDay, matching, randomCase } from './choose.ts';
export { type DailyCase, dailyCases } from './daily.ts';
export { suggestEntries, suggestValues } from './suggest.ts';
