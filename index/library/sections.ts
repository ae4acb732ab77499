import type { RootContent } from 'mdast';

import { type Complaints, quoted } from './complaint.ts';
import type { SectionKind } from './model.ts';
import type { Part } from './outline.ts';
import { freeLabelledRows } from './results.ts';
import { CASE_STUDY_HEADINGS, type HeadingRole, type TemplateHeading, templateHeading } from './template.ts';

/** The blocks of one section of a case study, from under its heading and from headings that the template does not know. */
export interface SectionBlocks {
  /** Where it begins. */
  readonly opening: Part;
  readonly blocks: RootContent[];
}

/** A section in the making. */
type Draft = SectionBlocks;

/** `### ` and `#### ` are the template's; anything deeper divides a section. */
const MAX_SECTION_DEPTH = 4;

/**
 * Sorts what stands under a case study's heading into sections. No text is lost: what stands where the template has no
 * place for it goes to the section before it, or to the one that it leads up to.
 *
 * @param opening the case study's own heading
 * @param parts the headings under it
 */
export function sortIntoSections(
  opening: Part,
  parts: readonly Part[],
  complaints: Complaints,
): Map<HeadingRole, SectionBlocks> {
  const preface: Draft = { opening, blocks: [...opening.blocks] };
  const drafts = new Map<HeadingRole, Draft>();
  let current = preface;
  for (const part of parts) {
    const known = part.heading.depth > MAX_SECTION_DEPTH ? null : templateHeading(part.text);
    if (known === null) {
      const message = 'is not a heading of the template. Its text is kept with the section before it.';
      complaints.warning(part.line, 'unknown-heading', `${quoted(part.text)} ${message}`);
      append(current.blocks, [part.heading, ...part.blocks]);
    } else {
      complainOfPlace(part, known, drafts.has(known.role), complaints);
      current = drafts.get(known.role) ?? { opening: part, blocks: [] };
      drafts.set(known.role, current);
      append(current.blocks, part.blocks);
    }
  }
  complainOfMissing(opening, drafts, complaints);
  leadInto('problem', preface, drafts);
  leadInto('root-cause', drafts.get('detailed'), drafts);
  for (const [role, draft] of drafts) {
    drafts.set(role, { ...draft, blocks: freeLabelledRows(draft.blocks, complaints) });
  }
  return drafts;
}

function complainOfPlace(
  part: Part,
  known: TemplateHeading,
  isRepeated: boolean,
  complaints: Complaints,
): void {
  const { depth } = part.heading;
  if (depth !== known.depth) {
    const message = `${quoted(part.text)} begins with ${'#'.repeat(depth)}. Write ${'#'.repeat(known.depth)}.`;
    complaints.warning(part.line, 'heading-depth', message);
  }
  if (isRepeated) {
    const message = `${quoted(part.text)} stands twice in this case study. The texts are joined.`;
    complaints.warning(part.line, 'repeated-heading', message);
  }
}

function complainOfMissing(
  opening: Part,
  drafts: ReadonlyMap<HeadingRole, Draft>,
  complaints: Complaints,
): void {
  for (const { role, title, depth } of CASE_STUDY_HEADINGS) {
    // A missing Quick Answer is an error of its own.
    if (drafts.has(role) || role === 'quick-answer') continue;
    const message = `${quoted(opening.text)} has no heading \`${'#'.repeat(depth)} ${title}\`. Add it.`;
    complaints.warning(opening.line, 'missing-heading', message);
  }
}

/** Puts text that has no section of its own at the start of the section that follows it. */
function leadInto(role: SectionKind, lead: Draft | undefined, drafts: Map<HeadingRole, Draft>): void {
  if (lead === undefined || lead.blocks.length === 0) return;
  const own = drafts.get(role);
  drafts.set(role, { opening: (own ?? lead).opening, blocks: lead.blocks.concat(own?.blocks ?? []) });
}

/** `push(...blocks)` overflows the stack at some 100,000 blocks. */
function append(blocks: RootContent[], more: readonly RootContent[]): void {
  for (const block of more) blocks.push(block);
}
