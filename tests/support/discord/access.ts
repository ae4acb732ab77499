/** Who may do what: the roles of servers, who has them, and what channels allow and deny. */
import { PermissionFlagsBits as Permission } from 'discord.js';
import { isThread, type Place } from './places.ts';

/** What everybody may do in a server, an app that posts and answers too, until a test says otherwise. */
const EVERYBODY_MAY =
  Permission.ViewChannel |
  Permission.SendMessages |
  Permission.SendMessagesInThreads |
  Permission.CreatePublicThreads |
  Permission.ReadMessageHistory |
  Permission.EmbedLinks |
  Permission.AttachFiles |
  Permission.AddReactions |
  Permission.UseApplicationCommands;

export interface Role {
  /** That of @everyone is the server's. */
  readonly id: string;
  readonly guildId: string;
  readonly name: string;
  readonly permissions: bigint;
  readonly mentionable: boolean;
}

/** Of one role or person in one channel. */
export interface Overwrite {
  readonly id: string;
  /** 0 a role, 1 a person. */
  readonly type: 0 | 1;
  readonly allow: bigint;
  readonly deny: bigint;
}

export class Access {
  readonly #roles = new Map<string, Role>();
  readonly #given = new Map<string, Set<string>>();
  readonly #overwrites = new Map<string, Overwrite[]>();
  readonly #closed = new Set<string>();

  addGuild(id: string): void {
    this.addRole({ id, guildId: id, name: '@everyone', permissions: EVERYBODY_MAY, mentionable: false });
  }

  addRole(role: Role): void {
    this.#roles.set(role.id, role);
  }

  role(id: string): Role | undefined {
    return this.#roles.get(id);
  }

  rolesIn(guildId: string): Role[] {
    return [...this.#roles.values()].filter((role) => role.guildId === guildId);
  }

  give(userId: string, roleId: string): void {
    this.#given.set(userId, new Set([...(this.#given.get(userId) ?? []), roleId]));
  }

  /** Without @everyone, as Discord lists them. */
  rolesOf(userId: string, guildId: string): string[] {
    return [...(this.#given.get(userId) ?? [])].filter((id) => this.#roles.get(id)?.guildId === guildId);
  }

  setOverwrite(channelId: string, overwrite: Overwrite): void {
    const others = this.overwritesOf(channelId).filter(({ id }) => id !== overwrite.id);
    this.#overwrites.set(channelId, [...others, overwrite]);
  }

  overwritesOf(channelId: string): Overwrite[] {
    return this.#overwrites.get(channelId) ?? [];
  }

  /** The person takes no direct messages any more. */
  close(userId: string): void {
    this.#closed.add(userId);
  }

  isClosed(userId: string): boolean {
    return this.#closed.has(userId);
  }

  /** Docs, "Permissions", Permission Hierarchy. A thread has the overwrites of its channel. */
  permissionsOf(userId: string, place: Pick<Place, 'id' | 'type' | 'parentId' | 'guildId'>): bigint {
    const { guildId } = place;
    if (guildId === null || !this.#roles.has(guildId)) return EVERYBODY_MAY;
    const mine = this.rolesOf(userId, guildId);
    const base = [guildId, ...mine].reduce((sum, id) => sum | this.#roles.get(id)!.permissions, 0n);
    if ((base & Permission.Administrator) !== 0n)
      return Object.values(Permission).reduce((a, b) => a | b, 0n);
    const overwrites = this.overwritesOf(isThread(place) ? (place.parentId ?? '') : place.id);
    const levels = [
      overwrites.filter(({ id }) => id === guildId),
      overwrites.filter(({ id }) => mine.includes(id)),
      overwrites.filter(({ id }) => id === userId),
    ];
    return levels.reduce((before, level) => {
      const denied = level.reduce((sum, { deny }) => sum | deny, 0n);
      const allowed = level.reduce((sum, { allow }) => sum | allow, 0n);
      return (before & ~denied) | allowed;
    }, base);
  }

  may(userId: string, place: Place, permission: bigint): boolean {
    return (this.permissionsOf(userId, place) & permission) === permission;
  }
}
