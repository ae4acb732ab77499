/** A library without a complaint, made up for the tests, and ways to spoil it. */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { checkLibrary } from '../../../../index/library/check/mod.ts';
import type { Complaint } from '../../../../index/library/mod.ts';

export const TODAY = '2026-11-23';
export const TOPIC = '01_ACME/01_Queues/queue_backlogs.md';
export const RESOURCES = '01_ACME/01_Queues/queue_backlogs_RESOURCES.md';

export type Files = Readonly<Record<string, string>>;

const SUMMARY = 'Work arrives faster than it is done. Three stories of one invented company.';
const SENTENCE =
  'The queue held what nobody had done yet, and its length told nobody how long a single order waited. ';
const RESOURCES_LINK = 'See [queue_backlogs_RESOURCES.md](./queue_backlogs_RESOURCES.md).';
const MISTAKE = `1. **Mistake**: Alerting on the length.
   **Why it's wrong**: A long queue may be young.
   **Instead**: Alert on the age.`;

const TITLES = ['A Slow Consumer Hides', 'Retries Keep It Down', 'One Message Blocks All'];

function entry(index: number): string {
  return `  - id: acme-${index}
    companies: [Acme]
    level: mid
    year: 2021
    answers:
      - what is problem ${index}
      - how did acme solve problem ${index}
      - orders of kind ${index} arrive late
      - the line never gets shorter in case ${index}
      - queue ${index} huge what now`;
}

function caseStudy(index: number): string {
  return `## Case Study ${index}: ${TITLES[index - 1]}

### Problem

Orders waited in a queue for hours. Nobody saw it until a customer called.

**Context**: Acme, in 2021.

**In simple terms**: One till is open, and the line goes round the block.

### Quick Answer

Watch the age of the oldest message. Add consumers when it passes one minute.

### Detailed Explanation

#### Why This Happens (Root Cause)

${SENTENCE.repeat(18).trim()}

#### The Solution Approach

**High-level strategy:**
- Measure the age.

**Architecture/Design:**
${SENTENCE.repeat(12).trim()}

**Key Design Decisions:**
- The age and not the length.
- Trade-offs: a clock in every message.

**Conceptual Flow:**
\`\`\`
orders --> queue --> consumer
\`\`\`

#### Production Results

| Metric | Before | After | Improvement |
|---|---|---|---|
| Oldest message, p99 (${index}) | 4 h | 50 s | 288x shorter |

Source: [Lag at Acme](https://blog.acme.dev/lag)

**Key insight**: Time is what users feel.

**Lessons Learned**:
- Alert on age.

### Common Mistakes

${MISTAKE}

### Related Patterns

- [The first case](#case-study-1-a-slow-consumer-hides): the simpler one.

### Research Resources

${RESOURCES_LINK}`;
}

export const GOOD: Files = {
  [TOPIC]: `---
title: Queue Backlogs
summary: ${SUMMARY}
tags: [queues, back-pressure]
last_reviewed: 2026-11-20
case_studies:
${[1, 2, 3].map(entry).join('\n')}
---

# Queue Backlogs

${SUMMARY}

---

${[1, 2, 3].map(caseStudy).join('\n\n---\n\n')}

---

## Common Mistakes

${MISTAKE}

## Related Patterns

- [Retries](#case-study-2-retries-keep-it-down): what comes next.

## Research Resources

${RESOURCES_LINK}
`,
  [RESOURCES]: `# Queue Backlogs - Research Resources

## Engineering Blog Posts

| Company | Title | URL | Date | Key Insights | Checked |
|---|---|---|---|---|---|
| Acme | Lag at Acme | https://blog.acme.dev/lag | 2021-03-04 | 4 h before, 50 s after | read |
| Acme | Further reading | <https://blog.acme.dev/more> | undated (page of 2022) | None taken | listed |

## Research Methodology

Both pages were opened.
`,
};

/** Writes a library into a folder that is gone after the test. */
export async function written(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'casebook-library-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  for (const [file, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, file)), { recursive: true });
    await writeFile(join(folder, file), text);
  }
  return folder;
}

export async function complaintsAbout(files: Files): Promise<readonly Complaint[]> {
  return (await checkLibrary(await written(files), TODAY)).complaints;
}
