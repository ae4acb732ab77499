/** Finds out before Slack does whether it would refuse a message or a view. */
import type { types } from '@slack/bolt';
import { weightOf } from './blocks.ts';
import { type BlockNode, isCall, problemsOfBlock, tooLong, tooMany } from './check-blocks.ts';
import { LIMITS } from './limits.ts';

/** The part of a message's body that is checked. */
export interface CheckedMessage {
  readonly text?: string | undefined;
  readonly blocks?: readonly object[] | undefined;
}

/**
 * Why Slack would refuse the message or view, one sentence each; empty when it would take it. What is found here is a mistake
 * of ours, so a payload with problems is never sent.
 */
export function problemsOf(payload: CheckedMessage | types.View): string[] {
  const blocks = (payload.blocks ?? []) as readonly BlockNode[];
  return [
    ...('type' in payload ? checkView(payload, blocks) : checkMessage(payload, blocks)),
    ...checkBlockIds(blocks),
    ...blocks.flatMap(problemsOfBlock),
  ];
}

function checkMessage({ text = '' }: CheckedMessage, blocks: readonly BlockNode[]): string[] {
  const inViews = blocks.filter(({ type }) => type === 'input');
  return [
    ...(text.trim() === '' ? ['the message has no text, which notifications show'] : []),
    ...tooLong('the text', text, LIMITS.text),
    ...tooMany('bytes of text', Buffer.byteLength(text), LIMITS.textBytes),
    ...tooMany('blocks', blocks.length, LIMITS.messageBlocks),
    ...tooMany('characters in the message', text.length + weightOf(blocks), LIMITS.messageCharacters),
    ...tooMany('tables', blocks.filter(({ type }) => type === 'table').length, 1),
    ...inViews.map(() => 'an input is for views only'),
    ...tooMany('user groups called', blocks.filter(isCall).length, 1),
  ];
}

function checkView(view: types.View, blocks: readonly BlockNode[]): string[] {
  const inMessages = blocks.filter(({ type }) => type === 'table' || type === 'context_actions');
  return [
    ...(blocks.length === 0 ? ['the view has no blocks'] : []),
    ...tooMany('blocks', blocks.length, LIMITS.viewBlocks),
    ...tooMany('bytes in the view', Buffer.byteLength(JSON.stringify(view)), LIMITS.viewBytes),
    ...tooLong('the private_metadata', view.private_metadata ?? '', LIMITS.privateMetadata),
    ...tooLong('the callback_id', view.callback_id ?? '', LIMITS.actionId),
    ...inMessages.map(({ type }) => `a ${type} is for messages only`),
    ...(view.type === 'modal' ? checkModal(view, blocks) : []),
  ];
}

function checkModal({ title, submit, close }: types.ModalView, blocks: readonly BlockNode[]): string[] {
  const hasInput = blocks.some(({ type }) => type === 'input');
  return [
    ...(title.text.trim() === '' ? ['the view has no title'] : []),
    ...tooLong('the title of the view', title.text, LIMITS.viewTitle),
    ...tooLong('the submit button', submit?.text ?? '', LIMITS.viewTitle),
    ...tooLong('the close button', close?.text ?? '', LIMITS.viewTitle),
    ...(hasInput && submit === undefined ? ['a view with an input has no submit button'] : []),
  ];
}

function checkBlockIds(blocks: readonly BlockNode[]): string[] {
  const ids = blocks.flatMap(({ block_id }) => block_id ?? []);
  const repeated = new Set(ids.filter((id, place) => ids.indexOf(id) !== place));
  return [
    ...ids.flatMap((id) => tooLong('a block_id', id, LIMITS.blockId)),
    ...[...repeated].map((id) => `two blocks have the block_id ${JSON.stringify(id)}`),
  ];
}
