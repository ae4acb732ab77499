import { ANSWERS_A_CASE_STUDY, CASE_STUDIES_A_FILE } from '../template.ts';

/** The two files of a topic that nobody has written yet: every heading in its place, and a comment on what belongs there. */
export interface Skeleton {
  readonly topic: string;
  readonly resources: string;
}

const SUMMARY = 'TODO what this topic is about. TODO what its case studies cover.';

/**
 * Nothing of it is served before it is written: a case study without a Quick Answer is left out of the library.
 *
 * @param stem file name without `.md`
 * @param title as people read it
 * @param today `YYYY-MM-DD`
 */
export function skeletonOf(stem: string, title: string, today: string): Skeleton {
  const numbers = Array.from({ length: CASE_STUDIES_A_FILE.min }, (_, index) => index + 1);
  const parts = [
    `# ${title}\n\n${SUMMARY}`,
    ...numbers.map((number) => caseStudy(number, stem)),
    fileSections(stem),
  ];
  return {
    topic: `${frontMatter(title, today, numbers)}\n\n${parts.join('\n\n---\n\n')}\n`,
    resources: resourcesList(stem, title),
  };
}

function frontMatter(title: string, today: string, numbers: readonly number[]): string {
  const answers = Array.from(
    { length: ANSWERS_A_CASE_STUDY.min },
    (_, index) => `      - TODO question ${index + 1}`,
  );
  const entries = numbers.map((number) =>
    [
      `  - id: todo-${number}                # company-and-what-it-was; never changed once published`,
      '    companies: []             # [Discord]; empty for a pattern that belongs to no company',
      '    level: mid                # mid | senior | staff',
      `    year: ${today.slice(0, 4)}                # when it happened`,
      '    answers:                  # as people really ask: plain, naming the company, two symptoms without the term, hurried chat',
      ...answers.map((answer) => `${answer} for case study ${number}`),
    ].join('\n'),
  );
  return [
    '---',
    `title: ${title}`,
    `summary: ${SUMMARY}`,
    'tags: [todo]',
    `last_reviewed: ${today}`,
    'case_studies:',
    ...entries,
    '---',
  ].join('\n');
}

function caseStudy(number: number, stem: string): string {
  return `## Case Study ${number}: TODO the problem as its victim feels it

### Problem

<!-- 2 to 4 sentences: what happened, to whom, why it mattered. -->

**Context**: <!-- The company and the time, or "common production issue at scale". -->

**In simple terms**: <!-- 1 or 2 sentences that a layman understands; an analogy helps. -->

### Quick Answer

<!-- At most 2 sentences and 320 characters that stand alone in a chat message: what was done. -->

### Detailed Explanation

#### Why This Happens (Root Cause)

<!-- Plain words first, then the terms. A diagram between two lines of three backticks where it helps. -->

#### The Solution Approach

**High-level strategy:**
- <!-- What was done and why, not how to program it. -->

**Architecture/Design:**
<!-- The parts and how they work together. -->

**Key Design Decisions:**
- <!-- What was chosen, and why. -->
- Trade-offs: <!-- What was given up. -->

**Conceptual Flow:**
\`\`\`
TODO a drawing of the flow
\`\`\`

#### Production Results

| Metric | Before | After | Improvement |
|--------|--------|-------|-------------|
| TODO what was measured, with unit, scope and time | not published | not published | - |

<!-- Source: [Title](address), each a row of the list of sources. Or: Illustrative figures: how they were worked out. -->

**Key insight**: <!-- One sentence. -->

**Lessons Learned**:
- <!-- What a reader can take home. -->

### Common Mistakes

1. **Mistake**: <!-- What people do. -->
   **Why it's wrong**: <!-- What follows from it. -->
   **Instead**: <!-- What to do. -->

### Related Patterns

- <!-- A link to a case study or topic, and why to read it. -->

### Research Resources

${resourcesLink(stem)}`;
}

function fileSections(stem: string): string {
  return `## Common Mistakes

1. **Mistake**: <!-- What people do in all of these cases. -->
   **Why it's wrong**: <!-- What follows from it. -->
   **Instead**: <!-- What to do. -->

---

## Related Patterns

- <!-- A link to a topic, and why to read it. -->

---

## Research Resources

${resourcesLink(stem)}`;
}

function resourcesLink(stem: string): string {
  return `See [${stem}_RESOURCES.md](./${stem}_RESOURCES.md).`;
}

function resourcesList(stem: string, title: string): string {
  return `# ${title} - Research Resources

Sources behind the case studies in [${stem}.md](./${stem}.md), and further reading.

\`Checked\` says how a source was used. \`read\`: the page itself was opened and holds the facts given here. \`quoted\`: the facts were read in another
page that reproduces or quotes it. \`listed\`: known only from a list; no figure is taken from it.

---

## Engineering Blog Posts

| Company | Title | URL | Date | Key Insights | Checked |
|---------|-------|-----|------|--------------|---------|
| TODO | TODO | TODO | undated | TODO the facts taken from it | listed |

---

## Research Methodology

TODO what was read, which sources contradicted each other and how that was settled, what could not be confirmed and was left out.
`;
}
