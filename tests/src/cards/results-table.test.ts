import { describe, expect, it } from 'vitest';
import { shownResults } from '../../../src/cards/results-table.ts';

const HEADER = ['Metric', 'Before', 'After', 'Improvement'];

describe('shownResults', () => {
  it('leaves a table of figures before and after as it is', () => {
    const table = {
      header: HEADER,
      rows: [
        ['Nodes', '177', '72', '59% fewer'],
        ['Speed', 'not published', '3', '-'],
      ],
    };
    expect(shownResults(table)).toEqual(table);
  });

  it('leaves out what no row says', () => {
    const table = {
      header: HEADER,
      rows: [
        ['Series', 'not published', '4.9 billion', '-'],
        ['Servers', '-', '916', 'not published'],
      ],
    };
    expect(shownResults(table)).toEqual({
      header: ['Metric', 'Figure'],
      rows: [
        ['Series', '4.9 billion'],
        ['Servers', '916'],
      ],
    });
  });

  it('keeps After by its name as long as there is a Before', () => {
    const table = { header: HEADER, rows: [['Series', 'two', 'three', 'not published']] };
    expect(shownResults(table).header).toEqual(['Metric', 'Before', 'After']);
  });

  it('touches no table of another form', () => {
    const table = { header: ['Team', 'Owner'], rows: [['a', '-'], ['b']] };
    expect(shownResults(table)).toEqual({
      header: ['Team', 'Owner'],
      rows: [
        ['a', '-'],
        ['b', ''],
      ],
    });
  });
});
