/** What those who manage a server do to it, and how the client hears of it. */
import type { Role } from './access.ts';
import { channelPayload, type Json, memberPayload, rolePayload, userPayload } from './payloads.ts';
import { isThread, type Place } from './places.ts';
import type { World } from './world.ts';

/** Tells the client; without one nobody hears of it. */
type Send = (event: string, data: Json, guildId: string) => Promise<void>;

export class Admin {
  readonly #world: World;
  readonly #send: Send;

  constructor(world: World, send: Send) {
    this.#world = world;
    this.#send = send;
  }

  /** Makes a role that nobody has yet, and returns its id. */
  async addRole(guildId: string, role: Partial<Pick<Role, 'name' | 'permissions' | 'mentionable'>> = {}) {
    const id = this.#world.nextId();
    const made = { id, guildId, name: `role-${id}`, permissions: 0n, mentionable: false, ...role };
    this.#world.access.addRole(made);
    await this.#send('GUILD_ROLE_CREATE', { guild_id: guildId, role: rolePayload(made) }, guildId);
    return id;
  }

  /** The client hears of its own roles only; those of others come with what they do. */
  async giveRole(userId: string, roleId: string): Promise<void> {
    const { access, botUserId } = this.#world;
    access.give(userId, roleId);
    if (userId !== botUserId) return;
    const { guildId } = access.role(roleId)!;
    const user = userPayload(this.#world.person(userId));
    const data = { ...memberPayload(this.#world, guildId, userId), guild_id: guildId, user };
    await this.#send('GUILD_MEMBER_UPDATE', data, guildId);
  }

  /** Allows and denies something to a role or a person in a channel, in the place of what was set for them there before. */
  async setPermissions(
    channelId: string,
    id: string,
    { allow = 0n, deny = 0n }: { readonly allow?: bigint; readonly deny?: bigint },
  ): Promise<void> {
    const { access } = this.#world;
    access.setOverwrite(channelId, { id, type: access.role(id) === undefined ? 1 : 0, allow, deny });
    await this.#tell('UPDATE', this.#world.placeOf({ channelId }));
  }

  /** Opens a channel or a thread, and returns its id. */
  async open(guildId: string, place: Pick<Place, 'type' | 'name'> & Partial<Place>): Promise<string> {
    const opened = this.#world.open({ ...place, guildId });
    await this.#tell('CREATE', opened);
    return opened.id;
  }

  /** Archives or locks a thread, or has a forum ask for tags. */
  async change(
    channelId: string,
    change: Partial<Pick<Place, 'archived' | 'locked' | 'requiresTag'>>,
  ): Promise<void> {
    await this.#tell('UPDATE', this.#world.change(channelId, change));
  }

  async delete(channelId: string): Promise<void> {
    const place = this.#world.placeOf({ channelId });
    this.#world.remove(channelId);
    await this.#tell('DELETE', place);
  }

  closeDirectMessages(userId: string): void {
    this.#world.access.close(userId);
  }

  async #tell(what: 'CREATE' | 'UPDATE' | 'DELETE', place: Place): Promise<void> {
    const kind = isThread(place) ? 'THREAD' : 'CHANNEL';
    await this.#send(`${kind}_${what}`, channelPayload(this.#world, place), place.guildId!);
  }
}
