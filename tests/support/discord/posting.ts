/** Whether the bot may post and read in a place, by the errors that Discord answers with when it may not. */
import { PermissionFlagsBits as Permission } from 'discord.js';
import {
  archivedThread,
  closedMessages,
  lockedThread,
  missingAccess,
  missingPermissions,
  notTextChannel,
  unknownChannel,
} from './errors.ts';
import { isThread, PLACE_TYPES, type Place } from './places.ts';
import type { World } from './world.ts';

/** The place, if the bot sees it. */
export function seenPlace(world: World, id: string): Place {
  const place = world.place(id);
  if (place === undefined || !place.botIsThere) throw unknownChannel();
  if (!may(world, place, Permission.ViewChannel)) throw missingAccess();
  return place;
}

export function checkPosting(world: World, place: Place): void {
  if (place.guildId === null) {
    if (place.personId !== null && world.access.isClosed(place.personId)) throw closedMessages();
    return;
  }
  if (place.type === PLACE_TYPES.forum) throw notTextChannel();
  const needed = isThread(place) ? Permission.SendMessagesInThreads : Permission.SendMessages;
  if (!may(world, place, needed)) throw missingPermissions();
  if (!place.locked || may(world, place, Permission.ManageThreads)) return;
  throw place.archived ? archivedThread() : lockedThread();
}

/** For a post in a forum Discord's clients ask for both. */
export function checkOpening(world: World, place: Place): void {
  if (place.type !== PLACE_TYPES.forum) throw notTextChannel();
  if (!may(world, place, Permission.SendMessages | Permission.SendMessagesInThreads))
    throw missingPermissions();
}

export function mayReadHistory(world: World, place: Place): boolean {
  return may(world, place, Permission.ReadMessageHistory);
}

function may(world: World, place: Place, permission: bigint): boolean {
  return world.access.may(world.botUserId, place, permission);
}
