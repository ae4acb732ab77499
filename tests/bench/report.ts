/** What a part of the benchmark found, and how it is printed. */

import type { Table } from '../../index/library/mod.ts';
import { layoutTable, wrapWords } from '../../src/cards/mod.ts';

/** Columns of a terminal. */
const WIDTH = 140;

export type Cell = string | number | null;
/** Cells by the heading of their column; the heading carries the unit, for example `p50 ms`. */
export type Row = Readonly<Record<string, Cell>>;

export interface FigureTable {
  readonly caption: string;
  readonly rows: readonly Row[];
}

export interface Target {
  readonly what: string;
  readonly value: number;
  readonly bound: 'at most' | 'at least';
  readonly limit: number;
  /** For example `ms`; empty for a ratio. */
  readonly unit: string;
}

export interface Report {
  readonly title: string;
  /** How it was measured: what a reader needs to judge the figures. */
  readonly method: readonly string[];
  readonly tables: readonly FigureTable[];
  readonly targets: readonly Target[];
}

export function reportAsText({ title, method, tables, targets }: Report): string {
  const lines = ['', title, '='.repeat(title.length), ...method.flatMap((line) => wrapWords(line, WIDTH))];
  for (const { caption, rows } of tables) lines.push('', caption, '', ...layoutTable(tableOf(rows), WIDTH));
  if (targets.length > 0) lines.push('', ...targets.map(describeTarget));
  return `${lines.join('\n')}\n`;
}

export function reportAsMarkdown({ title, method, tables, targets }: Report): string {
  const blocks = [`## ${title}`, ...method];
  for (const { caption, rows } of tables) blocks.push(`**${caption}**`, markdownTable(rows));
  if (targets.length > 0) blocks.push(targets.map((target) => `- ${describeTarget(target)}`).join('\n'));
  return `\n${blocks.join('\n\n')}\n`;
}

function describeTarget(target: Target): string {
  const { what, value, bound, limit, unit } = target;
  const withUnit = (figure: number): string => `${formatNumber(figure)}${unit === '' ? '' : ` ${unit}`}`;
  const verdict = isMet(target) ? 'met' : 'MISSED';
  return `Target ${verdict}: ${what} ${withUnit(value)}, to be ${bound} ${withUnit(limit)}`;
}

export function isMet({ value, bound, limit }: Target): boolean {
  return bound === 'at most' ? value <= limit : value >= limit;
}

function tableOf(rows: readonly Row[]): Table {
  const header = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return { header, rows: rows.map((row) => header.map((column) => formatCell(row[column] ?? null))) };
}

function markdownTable(rows: readonly Row[]): string {
  const table = tableOf(rows);
  const isNumeric = (column: string): boolean => rows.some((row) => typeof row[column] === 'number');
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [
    line(table.header),
    line(table.header.map((column) => (isNumeric(column) ? '---:' : '---'))),
    ...table.rows.map((cells) => line(cells.map((cell) => cell.replaceAll('|', '\\|')))),
  ].join('\n');
}

function formatCell(cell: Cell): string {
  if (cell === null) return '–';
  return typeof cell === 'number' ? formatNumber(cell) : cell;
}

/** Three digits that count, at most three of them behind the point; whole numbers as they are. */
export function formatNumber(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString('en');
  const size = Math.abs(value);
  const digits = size >= 100 ? 0 : size >= 10 ? 1 : size >= 1 ? 2 : 3;
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}
