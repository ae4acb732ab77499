/** Rules on the front matter of a topic, beyond what is needed to read it. */
import { type Complaints, quoted } from '../complaint.ts';
import { type FieldPath, lineOfField } from '../front-matter-lines.ts';
import { labelled } from '../labels.ts';
import { stemOf } from '../names.ts';
import { plainBlocks, textOfBlocks } from '../plain-text.ts';
import type { TopicPage } from './pages.ts';
import { sentenceCount } from './wording.ts';

const SUMMARY_SENTENCES = { min: 2, max: 3 } as const;
const MAX_ANSWER_CHARACTERS = 120;
/** Nothing that the library tells of is older. */
const FIRST_YEAR = 1990;

/**
 * @param today `YYYY-MM-DD`
 * @param asked the questions of the topics before this one and the ids that answer them; this topic's are added
 */
export function checkFields(topic: TopicPage, today: string, asked: Map<string, string>): void {
  const { fields, complaints, frontMatter } = topic;
  if (fields === null) return;
  const complain = (path: FieldPath, rule: string, message: string) =>
    complaints.warning(lineOfField(frontMatter.lines, path), rule, message);

  if (!/^[a-z0-9]+(?:_[a-z0-9]+)*$/.test(stemOf(topic.file))) {
    complaints.warning(
      1,
      'file-name',
      'Name the file in small letters, digits and `_`: `cache_consistency.md`.',
    );
  }
  const { title } = topic;
  if (title !== undefined && title.text !== fields.title) {
    const message = `The title is ${quoted(title.text)} here and ${quoted(fields.title)} in the front matter. Write the same.`;
    complaints.warning(title.line, 'title', message);
  }
  checkSummary(topic, fields.summary, complaints);
  if (fields.tags.length === 0)
    complain(['tags'], 'tags', 'There is no tag. Add some, such as `[kafka, retries]`.');
  for (const tag of fields.tags.filter((name) => !/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(name))) {
    complain(['tags'], 'tags', `${quoted(tag)} is no tag. Write small letters and digits with hyphens.`);
  }
  if (fields.last_reviewed > today) {
    complain(
      ['last_reviewed'],
      'last-reviewed',
      `${fields.last_reviewed} is in the future. Write the day of the review.`,
    );
  }
  const thisYear = Number(today.slice(0, 4));
  for (const [index, { id, year }] of fields.case_studies.entries()) {
    if (year == null || (year >= FIRST_YEAR && year <= thisYear)) continue;
    complain(
      ['case_studies', index, 'year'],
      'year',
      `\`${id}\` happened in ${year}? Write the year of the events.`,
    );
  }
  checkAnswers(topic, asked, complain);
  checkContext(topic);
}

function checkSummary({ title, frontMatter }: TopicPage, summary: string, complaints: Complaints): void {
  const { min, max } = SUMMARY_SENTENCES;
  const sentences = sentenceCount(summary);
  if (sentences < min || sentences > max) {
    const line = lineOfField(frontMatter.lines, ['summary']);
    complaints.warning(line, 'summary', `The summary has ${sentences} sentences. Write ${min} or ${max}.`);
  }
  if (title === undefined) return; // the missing title has been named already
  if (textOfBlocks(plainBlocks(title.blocks)) !== summary) {
    const message =
      'The overview under the title differs from `summary` in the front matter. Write the same in both.';
    complaints.warning(title.line, 'summary', message);
  }
}

function checkAnswers(
  { fields, file }: TopicPage,
  asked: Map<string, string>,
  complain: (path: FieldPath, rule: string, message: string) => void,
): void {
  for (const [index, { id, companies, answers }] of (fields?.case_studies ?? []).entries()) {
    const path = ['case_studies', index, 'answers'];
    for (const [position, answer] of answers.entries()) {
      const words = answer.toLowerCase();
      const owner = asked.get(words);
      if (owner !== undefined) {
        complain(
          [...path, position],
          'answers',
          `\`${owner}\` answers ${quoted(answer)} already. Ask something else.`,
        );
      }
      asked.set(words, `${stemOf(file)}/${id}`);
      if (answer.length > MAX_ANSWER_CHARACTERS) {
        const message = `This question has ${answer.length} characters. Ask it in ${MAX_ANSWER_CHARACTERS}, as people type.`;
        complain([...path, position], 'answers', message);
      }
    }
    if (
      answers.length > 0 &&
      companies.length > 0 &&
      !answers.some((answer) => namesOneOf(companies, answer))
    ) {
      complain(path, 'answers', `No question names ${companies.join(' or ')}. Add one that does.`);
    }
  }
}

/** The reader must learn whose story it is. */
function checkContext({ caseStudies, complaints }: TopicPage): void {
  for (const { fields, sections } of caseStudies) {
    const problem = sections.get('problem');
    if (fields === undefined || problem === undefined || fields.companies.length === 0) continue;
    const context = labelled(problem.blocks, 'context')?.text ?? '';
    if (context === '' || namesOneOf(fields.companies, context)) continue;
    const message = `The Context does not name ${fields.companies.join(' or ')}. Say whose story it is.`;
    complaints.warning(problem.opening.line, 'context', message);
  }
}

/** `Facebook (Meta)` is named by either of its names. */
function namesOneOf(companies: readonly string[], text: string): boolean {
  const lower = text.toLowerCase();
  const names = companies
    .flatMap((company) => company.split(/[()/]/))
    .map((name) => name.trim().toLowerCase());
  return names.some((name) => name !== '' && lower.includes(name));
}
