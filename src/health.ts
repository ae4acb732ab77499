import type { Server } from 'node:http';
import { serve } from '@hono/node-server';
import { Hono } from 'hono';

/** `starting` and `down` are unhealthy: a load balancer should wait, an orchestrator may restart. */
export type SurfaceState = 'starting' | 'ready' | 'down';

/** What is known of each surface. */
export class Health {
  readonly #surfaces = new Map<string, { state: SurfaceState; detail: string }>();

  report(surface: string, state: SurfaceState, detail = ''): void {
    this.#surfaces.set(surface, { state, detail });
  }

  get isHealthy(): boolean {
    return [...this.#surfaces.values()].every(({ state }) => state === 'ready');
  }

  /** One entry a surface, as plain data. */
  get surfaces(): Record<string, { state: SurfaceState; detail: string }> {
    return Object.fromEntries(this.#surfaces);
  }
}

export interface HealthServer {
  readonly port: number;
  close(): Promise<void>;
}

/** Answers `GET /healthz` with 200 when every surface is ready, else with 503. Throws when the port is taken. */
export async function serveHealth(health: Health, port: number): Promise<HealthServer> {
  const app = new Hono();
  app.get('/healthz', (context) =>
    context.json({ healthy: health.isHealthy, surfaces: health.surfaces }, health.isHealthy ? 200 : 503),
  );
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, port }, ({ port: actual }) => {
      resolve({ port: actual, close: () => closed(server as Server) });
    });
    server.once('error', (cause) => {
      reject(new Error(`HEALTH_PORT ${port} cannot be served. Set another port.`, { cause }));
    });
  });
}

function closed(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
