/** Answers as rows, and rows as answers. */
import type { ShownAnswer } from './state.ts';
import type { AnswerRow } from './tables.ts';

export function toAnswer(row: AnswerRow): ShownAnswer {
  return {
    id: row.id,
    person: row.person,
    conversation: row.conversation,
    question: row.question,
    previous:
      row.previous_question === null ? null : { question: row.previous_question, unit: row.previous_unit },
    unit: row.unit,
    references: JSON.parse(row.reference_ids) as string[],
    at: new Date(Number(row.at)),
  };
}

export function withDate<Row extends { at: AnswerRow['at'] }>(row: Row): Omit<Row, 'at'> & { at: Date } {
  return { ...row, at: new Date(Number(row.at)) };
}
