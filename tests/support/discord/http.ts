/** What every request goes through before its route: it is recorded, may be made to fail, and has its token checked. */
import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { Hono } from 'hono';
import type { BlankSchema } from 'hono/types';
import { DiscordError, notFound, unauthorized } from './errors.ts';

const BASE = '/api/v10';
/** Logging in; of no interest to a test of what the bot does. */
const PLUMBING = /^\/gateway/;
/** These carry an interaction's token in the path instead. */
const NEEDS_NO_TOKEN = /^\/(interactions|webhooks)\//;

export interface RecordedRequest {
  readonly method: string;
  /** Decoded, without `/api/v10` and the query: `/webhooks/1/token/messages/@original`. */
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  /** JSON, or of multipart its payload_json. */
  readonly body: unknown;
  readonly headers: Readonly<Record<string, string>>;
  /** What was answered. */
  readonly status: number;
}

export interface FailingResponse {
  /** `cut`: the connection is broken off instead of an answer; `hangs`: no answer ever comes. Both are recorded as 0. */
  readonly status: number | 'cut' | 'hangs';
  /** By default the status, and for 429 when to try again, as Discord words it. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
  /** The request is carried out all the same and only its answer is lost, so that a second attempt may do it twice. */
  readonly carriedOut?: boolean;
}

export interface Failure {
  readonly method: string;
  readonly path: RegExp;
  readonly response: FailingResponse;
  times: number;
}

interface ApiTypes {
  Variables: { body: unknown; files: File[] };
  Bindings: HttpBindings;
}

export type Api = Hono<ApiTypes, BlankSchema, typeof BASE>;

/**
 * An API without routes. They read `body` and `files` of the context and throw a `DiscordError`.
 *
 * @param requests grows by every request
 * @param failures are taken from here, until their times are over
 * @param answered is called when a request has been answered and recorded
 */
export function createApi(
  token: string,
  requests: RecordedRequest[],
  failures: readonly Failure[],
  answered: () => void,
): Api {
  const api: Api = new Hono<ApiTypes>().basePath(BASE);
  api.notFound((c) => c.json(notFound().body, 404));
  api.onError((error) => {
    if (error instanceof DiscordError) return Response.json(error.body, { status: error.status });
    // A fault of the stand-in itself, of which discord.js would only say 500.
    console.error(error);
    return Response.json({ code: 0, message: String(error) }, { status: 500 });
  });
  api.use('*', async (c, next) => {
    const { body, files } = await readBody(c.req.raw);
    c.set('body', body);
    c.set('files', files);
    const { method } = c.req;
    const path = pathOf(c.req.url);
    const failure = takeFailure(failures, method, path);
    if (failure === undefined || failure.carriedOut) await next();
    const fails = failure?.status;
    const isSilent = fails === 'cut' || fails === 'hangs';
    if (failure !== undefined && !isSilent) c.res = failingResponse(failure);
    if (!PLUMBING.test(path)) {
      const headers = Object.fromEntries(c.req.raw.headers);
      const status = isSilent ? 0 : c.res.status;
      requests.push({ method, path, query: { ...c.req.query() }, body, headers, status });
    }
    answered();
    if (fails === 'cut') c.env.outgoing.destroy();
    if (isSilent) c.res = RESPONSE_ALREADY_SENT;
  });
  api.use('*', async (c, next) => {
    const isOpen = NEEDS_NO_TOKEN.test(pathOf(c.req.url));
    if (!isOpen && c.req.header('authorization') !== `Bot ${token}`) throw unauthorized();
    await next();
  });
  return api;
}

function takeFailure(
  failures: readonly Failure[],
  method: string,
  path: string,
): FailingResponse | undefined {
  const failure = failures.find((one) => one.times > 0 && one.method === method && one.path.test(path));
  if (failure !== undefined) failure.times -= 1;
  return failure?.response;
}

function pathOf(url: string): string {
  return decodeURIComponent(new URL(url).pathname).slice(BASE.length);
}

async function readBody(request: Request): Promise<{ body: unknown; files: File[] }> {
  const type = request.headers.get('content-type') ?? '';
  if (!type.startsWith('multipart/form-data')) {
    const text = await request.text();
    return { body: text === '' ? undefined : JSON.parse(text), files: [] };
  }
  const form = await request.formData();
  const files = [...form.values()].filter((value) => value instanceof File);
  return { body: JSON.parse(String(form.get('payload_json') ?? '{}')), files };
}

function failingResponse({ status, body, headers }: FailingResponse): Response {
  const code = Number(status);
  const limited = { message: 'You are being rate limited.', retry_after: 0.1, global: false };
  const said = body ?? (status === 429 ? limited : { code: 0, message: String(status) });
  // The client goes by the header, so it says what the body says.
  const retryAfter = (said as { retry_after?: number }).retry_after;
  const retry: Record<string, string> = retryAfter === undefined ? {} : { 'retry-after': String(retryAfter) };
  return Response.json(said, { status: code, headers: { ...retry, ...headers } });
}
