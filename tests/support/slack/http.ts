/** The Web API's front: a request is decoded, recorded and may be made to fail; its token says for which team it is. */
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { invalidArguments, SlackError } from './errors.ts';
import type { Json } from './parts.ts';
import type { Team } from './world.ts';

/** Objects come as JSON within a form. */
const JSON_ARGUMENTS = new Set([
  'blocks',
  'attachments',
  'metadata',
  'view',
  'prompts',
  'unfurls',
  'loading_messages',
]);

/** Posts to a response_url are recorded, and can be made to fail, as a method of that name. */
export const RESPONSE_URL = 'response_url';

export interface RecordedRequest {
  /** `chat.postMessage`, or `response_url`. */
  readonly method: string;
  /** Decoded from the form or JSON: blocks, views and the like are objects, anything else in a form is a string. */
  readonly args: Json;
  /** Null for a response_url, and where none is needed. */
  readonly token: string | null;
  /** Whose token it is. */
  readonly teamId: string | null;
  readonly status: number;
  /** What was answered. */
  readonly answer: Json;
}

export interface FailingResponse {
  /** 429 and 500, for instance; 200 by default. A 429 says to retry after 1 s unless `headers` say otherwise. */
  readonly status?: number;
  /** `not_in_channel`, `missing_scope`, `token_revoked`, … */
  readonly error?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request is carried out all the same and only its answer is lost, so that a second attempt may do it twice. */
  readonly carriedOut?: boolean;
  /** No answer comes: the connection is cut, or stays open. */
  readonly instead?: 'cut' | 'hang';
}

export interface Failure {
  readonly method: string;
  readonly response: FailingResponse;
  times: number;
}

/** Who calls: `team` is null for the app's own token, and without a token. */
export interface Caller {
  readonly token: string | null;
  readonly team: Team | null;
}

export type Method = (args: Json, caller: Caller) => Json;

export interface Backstage {
  readonly methods: Readonly<Record<string, Method>>;
  /** Says whose token it is. @throws SlackError if nobody's, or no longer */
  readonly authorize: (method: string, token: string | null, args: Json) => Team | null;
  readonly respond: (key: string, body: Json) => Json;
  readonly requests: RecordedRequest[];
  readonly failures: readonly Failure[];
  /** A request has been answered and recorded. */
  readonly answered: () => void;
}

interface Answer {
  readonly status: number;
  readonly body: Json;
  readonly headers?: Readonly<Record<string, string>>;
  readonly instead?: FailingResponse['instead'];
}

export function createApi(backstage: Backstage): Hono<{ Bindings: HttpBindings }> {
  const api = new Hono<{ Bindings: HttpBindings }>();
  api.post('/api/:method', async (c) => {
    const method = c.req.param('method');
    const args = await argumentsOf(c.req.raw);
    const token = tokenOf(c.req.header('authorization'), args);
    let team: Team | null = null;
    const answer = answerOf(backstage, method, () => {
      team = backstage.authorize(method, token, args);
      const carryOut = backstage.methods[method];
      if (carryOut === undefined) throw new SlackError('unknown_method', { req_method: method });
      return { status: 200, body: { ok: true, ...carryOut(args, { token, team }) } };
    });
    const { token: _, ...rest } = args;
    const teamId = (team as Team | null)?.id ?? null;
    const response = record(backstage, { method, args: rest, token, teamId }, answer);
    if (answer.instead === undefined) return response;
    if (answer.instead === 'cut') c.env.incoming.socket.destroy();
    return new Promise<never>(() => {});
  });
  api.post('/response/:key', async (c) => {
    const args = (await c.req.json()) as Json;
    const answer = answerOf(backstage, RESPONSE_URL, () => ({
      status: 200,
      body: backstage.respond(c.req.param('key'), args),
    }));
    // Bolt looks at the status alone, and Slack's own for a spent url is 404.
    const refused = answer.status === 200 && answer.body['ok'] === false;
    const status = refused ? (String(answer.body['error']).endsWith('_url') ? 404 : 400) : answer.status;
    return record(
      backstage,
      { method: RESPONSE_URL, args, token: null, teamId: null },
      { ...answer, status },
    );
  });
  return api;
}

function answerOf({ failures }: Backstage, method: string, carryOut: () => Answer): Answer {
  const failure = failures.find((one) => one.times > 0 && one.method === method);
  if (failure !== undefined) failure.times -= 1;
  const answer = failure === undefined || failure.response.carriedOut ? attempt(carryOut) : null;
  return failure === undefined ? answer! : failing(failure.response);
}

function attempt(carryOut: () => Answer): Answer {
  try {
    return carryOut();
  } catch (error) {
    if (error instanceof SlackError) return { status: 200, body: error.body };
    // A fault of the stand-in itself: show it. To a 500 the client would only try again.
    console.error(error);
    return { status: 200, body: { ok: false, error: 'fatal_error' } };
  }
}

function failing({ status = 200, error, headers = {}, instead }: FailingResponse): Answer {
  const word = error ?? (status === 429 ? 'ratelimited' : 'internal_error');
  const retry: Record<string, string> = status === 429 ? { 'retry-after': '1' } : {};
  const scopes = word === 'missing_scope' ? { needed: 'chat:write', provided: 'commands' } : {};
  const body = { ok: false, error: word, ...scopes };
  return { status, body, headers: { ...retry, ...headers }, ...(instead !== undefined && { instead }) };
}

function record(
  { requests, answered }: Backstage,
  request: Omit<RecordedRequest, 'status' | 'answer'>,
  { status, body, headers = {} }: Answer,
): Response {
  requests.push({ ...request, status, answer: body });
  answered();
  return Response.json(body, { status, headers });
}

function tokenOf(header: string | undefined, args: Json): string | null {
  const token = header?.replace(/^Bearer\s*/, '') || args['token'];
  return typeof token === 'string' ? token : null;
}

async function argumentsOf(request: Request): Promise<Json> {
  const text = await request.text();
  const type = request.headers.get('content-type') ?? '';
  if (type.startsWith('application/json')) return JSON.parse(text) as Json;
  const fields = [...new URLSearchParams(text)];
  return Object.fromEntries(
    fields.map(([key, value]) => [key, JSON_ARGUMENTS.has(key) ? parsed(value) : value]),
  );
}

/** Left as it is if it is no JSON: the method's own check then refuses it. */
function parsed(value: string): unknown {
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
}

/** A required string argument. */
export function required(args: Json, name: string): string {
  const value = args[name];
  if (typeof value === 'string' && value !== '') return value;
  throw invalidArguments(`missing required field: ${name}`);
}

/** An optional string argument, or null. */
export function optional(args: Json, name: string): string | null {
  const value = args[name];
  return typeof value === 'string' && value !== '' ? value : null;
}
