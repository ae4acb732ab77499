/** Slack as a surface. */
export { type SlackParts, slackSurface } from './surface.ts';
