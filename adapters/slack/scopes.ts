/** What the app may do in a workspace: the least that it needs. slack-manifest.yaml says the same, with reasons. */
export const SCOPES = [
  'app_mentions:read',
  'assistant:write',
  'channels:history',
  'channels:read',
  'chat:write',
  'commands',
  'groups:history',
  'groups:read',
  'im:history',
  'links:read',
  'links:write',
  'usergroups:read',
  'users:read',
] as const;
