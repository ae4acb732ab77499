/** Rules on `_RESOURCES.md`: the list of what was read for a topic, and which fact was taken from it. */
import type { Table, TableRow } from 'mdast';

import { type Complaints, quoted } from '../complaint.ts';
import { linksIn } from '../labels.ts';
import { lineOf } from '../markdown.ts';
import { inlineText } from '../plain-text.ts';
import { type Page, type Pages, resourcesFileOf, type TopicPage } from './pages.ts';
import { visitPage } from './text.ts';

/** The first column names who wrote it: a company, a venue, an event. */
const COLUMNS = ['Title', 'URL', 'Date', 'Key Insights', 'Checked'] as const;
const METHODOLOGY = 'Research Methodology';
const CHECKED = ['read', 'quoted', 'listed'] as const;
const DATE = /^(?:(\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?)|undated)(?: \(.+\))?$/;

/** A row of the list. */
export interface Resource {
  readonly url: string;
  readonly line: number;
  readonly checked: string;
}

/** @param today `YYYY-MM-DD` */
export function checkResources(pages: Pages, today: string): void {
  const withTopic = new Set(pages.topics.map(({ file }) => resourcesFileOf(file)));
  for (const page of pages.resources) {
    if (!withTopic.has(page.file)) {
      const topic = page.file.replace(/_RESOURCES(?=\.\w+$)/, '');
      page.complaints.warning(
        1,
        'resources',
        `There is no topic ${quoted(topic)} for this list. Write it, or remove the list.`,
      );
    }
    checkPage(page, today);
  }
  for (const topic of pages.topics) checkSources(topic, pages);
}

/** Every page that a topic links to must be a row of its list, and one that was read. */
function checkSources(topic: TopicPage, pages: Pages): void {
  const file = resourcesFileOf(topic.file);
  const name = file.split('/').at(-1) ?? file;
  const page = pages.all.get(file);
  if (page === undefined) {
    const message = `The list of sources ${quoted(name)} is missing. Write it: every source, and the fact taken from it.`;
    topic.complaints.warning(1, 'resources', message);
    return;
  }
  const rows = new Map(resourcesIn(page).map((resource) => [resource.url, resource]));
  visitPage(topic, (node, line) => {
    if (node.type !== 'link' || !/^[a-z]+:/i.test(node.url)) return;
    const row = rows.get(node.url);
    if (row === undefined) {
      topic.complaints.warning(
        line,
        'source',
        `${node.url} is no row of ${name}. Add it there, with the fact taken from it.`,
      );
    } else if (row.checked === 'listed') {
      topic.complaints.warning(
        line,
        'source',
        `${node.url} is only \`listed\` in ${name}. Read it, or cite another page.`,
      );
    }
  });
}

/** The rows of all tables of sources in a page. */
export function resourcesIn(page: Page): Resource[] {
  return tablesIn(page).flatMap((table) => {
    const column = columnsOf(table);
    if (column === null) return [];
    return table.children.slice(1).map((row) => ({
      url: urlIn(row, column('URL')),
      line: lineOf(row),
      checked: cellText(row, column('Checked')),
    }));
  });
}

function checkPage(page: Page, today: string): void {
  const { complaints, outline } = page;
  const title = outline.parts.find(({ heading }) => heading.depth === 1);
  if (title === undefined || !/research resources$/i.test(title.text)) {
    complaints.warning(
      title?.line ?? 1,
      'resources-title',
      'Begin with `# <Title of the topic> - Research Resources`.',
    );
  }
  if (!outline.parts.some(({ text, blocks }) => text === METHODOLOGY && blocks.length > 0)) {
    const message = `There is no \`## ${METHODOLOGY}\`. Say what was read, what contradicted, and what was left out.`;
    complaints.warning(title?.line ?? 1, 'resources-methodology', message);
  }
  const tables = tablesIn(page);
  if (tables.length === 0) {
    complaints.warning(
      1,
      'resources-table',
      `There is no table. Add one with Company, ${COLUMNS.join(', ')}.`,
    );
  }
  const lines = new Map<string, number>();
  for (const table of tables) {
    const column = columnsOf(table);
    if (column === null) {
      const message = `The columns must be Company (or Venue, Event), ${COLUMNS.join(', ')}.`;
      complaints.warning(lineOf(table), 'resources-table', message);
      continue;
    }
    for (const row of table.children.slice(1)) {
      checkRow(row, column, today, complaints);
      const url = urlIn(row, column('URL'));
      const earlier = lines.get(url);
      if (earlier !== undefined) {
        complaints.warning(
          lineOf(row),
          'resources-url',
          `${url} stands on line ${earlier} already. Join the rows.`,
        );
      } else if (url !== '') lines.set(url, lineOf(row));
    }
  }
}

type Column = (name: (typeof COLUMNS)[number]) => number;

function checkRow(row: TableRow, column: Column, today: string, complaints: Complaints): void {
  const line = lineOf(row);
  const text = (name: (typeof COLUMNS)[number]) => cellText(row, column(name));
  const empty = ['Company', ...COLUMNS].filter((_, index) => cellText(row, index) === '');
  if (empty.length > 0)
    complaints.warning(line, 'resources-table', `${empty.join(' and ')} is empty. Fill it in.`);
  const doubt = doubtAboutUrl(urlIn(row, column('URL')));
  if (doubt !== null) complaints.warning(line, 'resources-url', doubt);
  const date = DATE.exec(text('Date'));
  if (date === null) {
    const message = `${quoted(text('Date'))} is no date. Write YYYY, YYYY-MM or YYYY-MM-DD, or \`undated\`; remarks in parentheses.`;
    complaints.warning(line, 'resources-date', message);
  } else if ((date[1] ?? '') > today) {
    complaints.warning(line, 'resources-date', `${date[1]} is in the future. Write the date of the page.`);
  }
  const checked = text('Checked');
  if (!(CHECKED as readonly string[]).includes(checked)) {
    complaints.warning(
      line,
      'resources-checked',
      `Checked is ${quoted(checked)}. Write one of ${CHECKED.join(', ')}.`,
    );
  } else if (checked === 'listed' && /\d/.test(text('Key Insights'))) {
    const message =
      'A page that is only `listed` was not read, so no figure can come from it. Read it, or leave the figure out.';
    complaints.warning(line, 'resources-checked', message);
  }
}

/** Why an address cannot be that of a published page, or null. */
function doubtAboutUrl(text: string): string | null {
  if (!URL.canParse(text))
    return `${quoted(text)} is no address. Copy it whole from the page, with https://.`;
  const { protocol, hostname, username } = new URL(text);
  const isWeb = protocol === 'https:' || protocol === 'http:';
  const isPublic =
    /\.\p{L}{2,}$/u.test(hostname) &&
    !/(?:^|\.)(?:example\.\w+|\w+\.(?:example|test|invalid|localhost|local))$/.test(hostname);
  if (!isWeb || !isPublic || username !== '' || /[\s…]|\.{3}/.test(text)) {
    return `${quoted(text)} is no address of a published page. Copy it from the page.`;
  }
  return null;
}

function tablesIn({ outline }: Page): Table[] {
  const blocks = [...outline.before, ...outline.parts.flatMap((part) => part.blocks)];
  return blocks.filter((block) => block.type === 'table');
}

/** Where each column stands; null for a table with other columns. */
function columnsOf(table: Table): Column | null {
  const header = table.children[0]?.children.map((cell) => inlineText(cell.children)) ?? [];
  const isRight =
    header.length === COLUMNS.length + 1 && COLUMNS.every((name, index) => header[index + 1] === name);
  return isRight ? (name) => header.indexOf(name) : null;
}

function cellText(row: TableRow, column: number): string {
  return inlineText(row.children[column]?.children ?? []);
}

/** An address may be written as it is, in angle brackets, or as a link with a text of its own. */
function urlIn(row: TableRow, column: number): string {
  const cell = row.children[column];
  if (cell === undefined) return '';
  const text = inlineText(cell.children);
  const [link] = linksIn([cell]);
  // An address that is made into a link by itself ends before dots that follow it.
  return link === undefined || (link.text === link.url && link.text !== text) ? text : link.url;
}
