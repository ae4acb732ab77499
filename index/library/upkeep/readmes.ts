import { posix } from 'node:path';

import type { CaseStudy, Topic } from '../model.ts';
import { readableName } from '../names.ts';
import { link, row, table } from './markdown-table.ts';

/** A README of the library and what is generated in it: the list of what the folder has. */
export interface Readme {
  readonly file: string;
  /** What a new page begins with. */
  readonly title: string;
  readonly generated: string;
}

/** A README for every folder that has topics at any depth, and for the library itself. */
export function readmesOf(topics: readonly Topic[]): Readme[] {
  const folders = new Set(['']);
  for (const { file } of topics) {
    for (let folder = posix.dirname(file); folder !== '.'; folder = posix.dirname(folder))
      folders.add(folder);
  }
  return [...folders].sort().map((folder) => ({
    file: posix.join(folder, 'README.md'),
    title: folder === '' ? 'Case studies' : readableName(posix.basename(folder)),
    generated: listOf(folder, topics),
  }));
}

/** The topics of the folder itself with their case studies, then each folder below with its topics. */
function listOf(folder: string, topics: readonly Topic[]): string {
  const below = topics.filter(({ file }) => folder === '' || file.startsWith(`${folder}/`));
  const own = below.filter(({ file }) => dirname(file) === folder);
  const children = [
    ...new Set(below.filter((topic) => !own.includes(topic)).map(({ file }) => childOf(folder, file))),
  ];
  const relative = (file: string) => `./${posix.relative(folder, file)}`;
  return [
    ...own.map((topic) => caseStudiesOf(topic, relative(topic.file))),
    ...children.sort().map((child) => {
      const inside = below.filter(({ file }) => file.startsWith(`${child}/`));
      const heading = link(readableName(posix.basename(child)), relative(`${child}/README.md`));
      return `## ${heading}\n\n${topicsTable(inside, relative)}`;
    }),
  ].join('\n\n');
}

function topicsTable(topics: readonly Topic[], relative: (file: string) => string): string {
  const rows = topics.map(({ file, title, caseStudies }) => {
    const companies = [...new Set(caseStudies.flatMap((caseStudy) => caseStudy.companies))];
    return row([link(title, relative(file)), caseStudies.length, companies.join(', ') || '-']);
  });
  return table(['topic', 'case studies', 'companies'], rows);
}

function caseStudiesOf({ title, caseStudies }: Topic, url: string): string {
  const rows = caseStudies.map((caseStudy: CaseStudy) =>
    row([
      link(caseStudy.title, `${url}#${caseStudy.anchor}`),
      caseStudy.companies.join(', ') || '-',
      caseStudy.level,
    ]),
  );
  return `## ${link(title, url)}\n\n${table(['case study', 'company', 'level'], rows)}`;
}

/** `a` for `a/b/topic.md` seen from the top, `a/b` seen from `a`. */
function childOf(folder: string, file: string): string {
  const depth = folder === '' ? 1 : folder.split('/').length + 1;
  return file.split('/').slice(0, depth).join('/');
}

function dirname(file: string): string {
  const folder = posix.dirname(file);
  return folder === '.' ? '' : folder;
}
