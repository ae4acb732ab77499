/** Rules on the order of a topic's headings and on what must stand under them. */
import type { RootContent } from 'mdast';

import { type Complaints, quoted } from '../complaint.ts';
import { linesIn, linksIn, paragraphsIn } from '../labels.ts';
import { lineOf } from '../markdown.ts';
import { inlineText } from '../plain-text.ts';
import { CASE_STUDY_HEADINGS, FILE_HEADINGS, type HeadingRole, templateHeading } from '../template.ts';
import { type CaseStudyPage, resourcesFileOf, type TopicPage } from './pages.ts';

/** What The Solution Approach must say, each at the start of a line or of a list item. */
const SOLUTION_LABELS = [
  'High-level strategy',
  'Architecture/Design',
  'Key Design Decisions',
  'Trade-offs',
  'Conceptual Flow',
] as const;
const MISTAKE_LABELS = ['Mistake', "Why it's wrong", 'Instead'] as const;

/** A rule on the blocks under a heading, which stands on `line` of `file`. */
type SectionRule = (
  blocks: readonly RootContent[],
  line: number,
  complaints: Complaints,
  file: string,
) => void;

const CASE_STUDY_RULES: readonly (readonly [HeadingRole, SectionRule])[] = [
  ['solution', checkSolution],
  ['mistakes', checkMistakes],
  ['related', checkRelated],
  ['resources', checkResources],
];
const FILE_RULES: Readonly<Record<(typeof FILE_HEADINGS)[number], SectionRule>> = {
  'Common Mistakes': checkMistakes,
  'Related Patterns': checkRelated,
  'Research Resources': checkResources,
};

export function checkParts(topic: TopicPage): void {
  const { caseStudies, fileSections, complaints, file } = topic;
  for (const caseStudy of caseStudies) {
    checkOrder(caseStudy, complaints);
    checkDiagram(caseStudy, complaints);
    for (const [role, rule] of CASE_STUDY_RULES) {
      const section = caseStudy.sections.get(role);
      if (section !== undefined) rule(section.blocks, section.opening.line, complaints, file);
    }
  }
  checkFileOrder(topic);
  for (const title of FILE_HEADINGS) {
    const section = fileSections.get(title);
    if (section !== undefined) FILE_RULES[title](section.blocks, section.line, complaints, file);
  }
}

function checkOrder({ parts }: CaseStudyPage, complaints: Complaints): void {
  let furthest = -1;
  for (const part of parts) {
    const known = templateHeading(part.text);
    if (known === null) continue; // reading the file has named it
    const place = CASE_STUDY_HEADINGS.indexOf(known);
    const earlier = CASE_STUDY_HEADINGS[furthest];
    if (earlier !== undefined && place < furthest) {
      const message = `${quoted(part.text)} stands after ${quoted(earlier.title)}. Move it before.`;
      complaints.warning(part.line, 'heading-order', message);
    }
    furthest = Math.max(furthest, place);
  }
}

function checkFileOrder({ caseStudies, fileSections, complaints }: TopicPage): void {
  let previous = caseStudies.at(-1)?.opening.line ?? 0;
  for (const title of FILE_HEADINGS) {
    const line = fileSections.get(title)?.line;
    if (line === undefined) continue; // reading the file has named it
    if (line < previous) {
      const order = FILE_HEADINGS.map((name) => `\`## ${name}\``).join(', ');
      complaints.warning(line, 'heading-order', `After the last case study come ${order}. Move it there.`);
    }
    previous = Math.max(previous, line);
  }
}

function checkDiagram({ opening, sections }: CaseStudyPage, complaints: Complaints): void {
  const blocks = [...(sections.get('root-cause')?.blocks ?? []), ...(sections.get('solution')?.blocks ?? [])];
  if (blocks.some(({ type }) => type === 'code')) return;
  const message =
    'There is no diagram. Draw one between two lines of ```, for example under the Conceptual Flow.';
  complaints.warning(opening.line, 'diagram', message);
}

function checkSolution(blocks: readonly RootContent[], line: number, complaints: Complaints): void {
  for (const label of SOLUTION_LABELS.filter((name) => !hasLabel(blocks, name))) {
    complaints.warning(line, 'missing-label', `There is no \`**${label}:**\` here. Add it.`);
  }
}

function checkMistakes(blocks: readonly RootContent[], line: number, complaints: Complaints): void {
  const items = blocks.flatMap((block) => (block.type === 'list' ? block.children : []));
  if (items.length === 0) {
    const example = MISTAKE_LABELS.map((label) => `**${label}**: …`).join(' ');
    complaints.warning(line, 'mistakes', `There is no mistake. Number them, each with ${example}`);
  }
  for (const item of items) {
    const missing = MISTAKE_LABELS.filter((label) => !hasLabel(item.children, label));
    if (missing.length === 0) continue;
    const labels = missing.map((label) => `\`**${label}**: …\``).join(' and ');
    complaints.warning(lineOf(item, line), 'mistakes', `This mistake has no ${labels}. Add it.`);
  }
}

function checkRelated(blocks: readonly RootContent[], line: number, complaints: Complaints): void {
  if (linksIn(blocks).length > 0) return;
  complaints.warning(
    line,
    'related',
    'There is no link. Link to a related case study or topic, and say why.',
  );
}

function checkResources(
  blocks: readonly RootContent[],
  line: number,
  complaints: Complaints,
  file: string,
): void {
  const resources = resourcesFileOf(file).split('/').at(-1) ?? '';
  if (linksIn(blocks).some(({ url }) => url.replace(/^\.\//, '') === resources)) return;
  complaints.warning(
    line,
    'resources',
    `There is no link to the sources. Write \`See [${resources}](./${resources}).\``,
  );
}

/** Whether a line begins with this label and a colon; `Trade-offs:` or `**Trade-offs**:`. */
function hasLabel(blocks: readonly RootContent[], label: string): boolean {
  const wanted = plain(`${label}:`);
  return blocks
    .flatMap(paragraphsIn)
    .flatMap(linesIn)
    .some((line) => plain(inlineText(line)).startsWith(wanted));
}

function plain(text: string): string {
  return text.toLowerCase().replace(/’/g, "'").replace(/\s+:/, ':');
}
