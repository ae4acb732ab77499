/** A platform behind HTTP, and the courier of a process that posts to it. */
import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';
import { type Courier, CourierError } from '../../../src/digest/courier.ts';

export interface StoredPost {
  readonly id: string;
  readonly place: string;
  readonly title: string;
}

export interface HttpPlatform {
  readonly url: string;
  readonly posts: readonly StoredPost[];
  /** How often somebody looked for a post. */
  readonly looks: number;
  /** Called when a post has been stored and before anybody is told. */
  onStored: () => void;
  close(): Promise<void>;
}

export async function startHttpPlatform(): Promise<HttpPlatform> {
  const posts: StoredPost[] = [];
  const app = new Hono();
  const platform = { url: '', posts, looks: 0, onStored: () => {}, close: async () => {} };
  app.post('/posts', async (context) => {
    posts.push(await context.req.json<StoredPost>());
    platform.onStored();
    return context.json({ message: `m${posts.length}` });
  });
  app.get('/posts/:id', (context) => {
    platform.looks += 1;
    const place = posts.findIndex(({ id }) => id === context.req.param('id'));
    return context.json({ message: place === -1 ? null : `m${place + 1}` });
  });
  return new Promise((resolve) => {
    const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, ({ port }) => {
      platform.url = `http://127.0.0.1:${port}`;
      platform.close = () =>
        new Promise((closed) => {
          server.close(() => closed());
          (server as Server).closeAllConnections();
        });
      resolve(platform);
    });
  });
}

export function httpCourier(platform: string, url: string): Courier {
  const request = async (path: string, body?: StoredPost): Promise<string | null> => {
    try {
      const response = await fetch(
        `${url}${path}`,
        body === undefined
          ? {}
          : { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json' } },
      );
      return ((await response.json()) as { message: string | null }).message;
    } catch (cause) {
      throw new CourierError('unknown', 'the platform did not answer', { cause });
    }
  };
  return {
    platform,
    post: async ({ id, place, card }) => (await request('/posts', { id, place, title: card.title }))!,
    find: (_, id) => request(`/posts/${id}`),
    tell: async () => {},
  };
}
