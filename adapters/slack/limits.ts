/**
 * Slack's limits, in one place. Lengths are in UTF-16 units here; Slack counts characters, which are never more.
 *
 * Sources, unless another one is named: the Block Kit reference, by block, element or object, as the comments of
 * `@slack/types` 3.2 repeat it.
 */
export const LIMITS = {
  /** Blocks. */
  messageBlocks: 50,
  viewBlocks: 100,
  /**
   * Over all blocks of a message and its `text`. No page names the number. bolt-js issue 2509: Slack's own answer is 12,000 "with
   * a buffer for block containers"; issue 2867: 11,341 in many blocks were refused. Whether `text` counts is not known.
   */
  messageCharacters: 12_000,
  /** What a block costs besides its letters: about 100 was measured for headers in public reports of `msg_blocks_too_long`. */
  blockCharacters: 100,
  /** The top-level `text`. `chat.update` refuses more than 4,000 bytes of UTF-8 (`msg_too_long`, in public reports). */
  text: 3_000,
  textBytes: 4_000,
  /** Block and element: at most this long, a `block_id` unique in its message, an `action_id` in its block. */
  blockId: 255,
  actionId: 255,
  header: 150,
  /** Text object, and with it section and context. */
  textObject: 3_000,
  /** No limit of rich text is documented; a block of ours says no more than a section may. */
  richText: 3_000,
  contextElements: 10,
  actionsElements: 25,
  contextActionsElements: 5,
  /** Button. A desktop client shows about 30 of its characters. */
  buttonText: 75,
  buttonValue: 2_000,
  url: 3_000,
  /** Select and its options. The reference has allowed values of 150 for a while, `@slack/types` says 75. */
  options: 100,
  optionText: 75,
  optionValue: 75,
  placeholder: 150,
  /** Checkboxes in one element. */
  checkboxes: 10,
  /**
   * Table: rows with the header, cells of a row, characters over all cells; one table a message, none in a view. A cell of no
   * character is refused (vercel/chat pull request 373), one with a space is not.
   */
  tableRows: 100,
  tableCells: 20,
  tableCharacters: 10_000,
  /** Modal view: `title`, `submit` and `close`. */
  viewTitle: 24,
  privateMetadata: 3_000,
  /** `views.open`, `views.update` and `views.publish`: `view_too_large` above 250 kB. */
  viewBytes: 250_000,
  /** Input block's label, and what a plain text input takes. */
  inputLabel: 2_000,
  inputLength: 3_000,
} as const;
