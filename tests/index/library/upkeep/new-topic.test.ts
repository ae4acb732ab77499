import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { checkLibrary } from '../../../../index/library/check/mod.ts';
import { topicsOf } from '../../../../index/library/mod.ts';
import { createTopic } from '../../../../index/library/upkeep/mod.ts';
import { GOOD, TODAY, TOPIC, written } from '../check/good-library.ts';

const PLAN = `# Plan

### \`01_ACME/02_Events\`

| Topic | Covers |
|---|---|
| dead_letter_queues | messages that cannot be processed |
`;

describe('createTopic', () => {
  it('writes a topic and its list of sources where the plan has them, in correct form', async () => {
    const folder = await written({ 'MASTER_PLAN.md': PLAN });
    const files = ['dead_letter_queues_RESOURCES.md', 'dead_letter_queues.md'];
    expect(await createTopic(folder, 'dead_letter_queues', undefined, TODAY)).toEqual(
      files.map((file) => join(folder, '01_ACME/02_Events', file)),
    );
    const { library, complaints } = await checkLibrary(folder, TODAY);
    // What is left to do is to write: nothing is wrong with headings, front matter, links or tables.
    const left = complaints.filter(({ rule }) => rule !== 'not-current').map(({ rule }) => rule);
    expect([...new Set(left)].sort()).toEqual([
      'case-study-length',
      'empty-section',
      'missing-label',
      'placeholder',
      'quick-answer',
      'related',
      'resources-url',
      'source-line',
    ]);
    expect(topicsOf(library)).toEqual([]);
  });

  it('serves nothing of a topic before it is written', async () => {
    const folder = await written(GOOD);
    await createTopic(folder, 'dead_letter_queues', '01_ACME/02_Events', TODAY);
    const { library } = await checkLibrary(folder, TODAY);
    expect(topicsOf(library).map(({ file }) => file)).toEqual([TOPIC]);
  });

  it('asks for a place when the plan has none, and names topics that may be meant', async () => {
    const folder = await written({ 'MASTER_PLAN.md': PLAN });
    await expect(createTopic(folder, 'dead_letters', undefined, TODAY)).rejects.toThrow(
      'MASTER_PLAN.md has no topic "dead_letters". Is one of these meant: dead_letter_queues? Add a row there, or say where it goes with --folder.',
    );
    expect(await readdir(folder)).toEqual(['MASTER_PLAN.md']);
  });

  it.each(['Dead Letters', '../up', 'dead-letters', '', 'a__b'])('refuses the name %j', async (name) => {
    const folder = await written(GOOD);
    await expect(createTopic(folder, name, '01_ACME', TODAY)).rejects.toThrow(/cannot name a topic/);
  });

  it.each(['..', '/etc', 'a/../../b', ''])('refuses the folder %j', async (place) => {
    const folder = await written(GOOD);
    await expect(createTopic(folder, 'dead_letters', place, TODAY)).rejects.toThrow(
      /no folder below the library/,
    );
  });

  it('never touches a topic of the same name, wherever it is', async () => {
    const folder = await written(GOOD);
    await expect(createTopic(folder, 'queue_backlogs', '01_ACME/02_Events', TODAY)).rejects.toThrow(
      `There is a topic of this name already: ${TOPIC}.`,
    );
  });

  it('writes neither file when one of them is there', async () => {
    const folder = await written(GOOD);
    await mkdir(join(folder, '01_ACME/02_Events/dead_letters.md'), { recursive: true });
    await expect(createTopic(folder, 'dead_letters', '01_ACME/02_Events', TODAY)).rejects.toThrow(/EEXIST/);
    expect(await readdir(join(folder, '01_ACME/02_Events'))).toEqual(['dead_letters.md']);
  });

  it('keeps a list of sources that somebody has begun', async () => {
    const resources = '01_ACME/02_Events/dead_letters_RESOURCES.md';
    const folder = await written({ ...GOOD, [resources]: '# Mine\n' });
    await expect(createTopic(folder, 'dead_letters', '01_ACME/02_Events', TODAY)).rejects.toThrow(/EEXIST/);
    expect(await readFile(join(folder, resources), 'utf8')).toBe('# Mine\n');
    await writeFile(join(folder, resources), '');
  });
});
