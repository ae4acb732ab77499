import { noticeCard } from '../../../src/cards/mod.ts';
import type { Composer } from '../../../src/digest/mod.ts';

/** Something to post that needs no library: its subject is the slot. */
export const SLOT_COMPOSER: Composer = {
  choose: async ({ slot }) => slot,
  compose: async ({ subject }) => noticeCard(`Of ${subject}`),
};
