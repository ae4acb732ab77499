/** What the app may do in a workspace: the least that it needs. slack-manifest.yaml says the same, with reasons. */
export const SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'chat:write',
  'commands',
  'im:history',
  'links:read',
  'links:write',
] as const;
