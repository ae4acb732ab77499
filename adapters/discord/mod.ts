/** Discord as a surface. */
export { type DiscordParts, discordSurface } from './surface.ts';
