import { expect } from 'vitest';
import { ledBack, type ServedApi } from './served_api.ts';
import type { WebClient } from './web_client.ts';

/** As much of an instance as clients look for. */
export interface Instance {
  readonly version: string;
  readonly uri?: string;
  readonly domain?: string;
  readonly urls?: object;
  readonly configuration?: { readonly urls: object };
}

/** The owner is led to the client's page with a code, and that is exchanged. */
export async function codeOf({ url }: ServedApi, query: Record<string, string>): Promise<URL> {
  const wish = new URLSearchParams({ response_type: 'code', ...query });
  return new URL(await ledBack(url, `${url}/oauth/authorize?${wish}`));
}

/** What a client is told when it registers. */
export interface App {
  readonly client_id: string;
  readonly client_secret: string;
}

/** Clients show what an answer says, and break at anything that is no list or object. */
export async function readsAll(client: WebClient, paths: readonly string[]): Promise<void> {
  for (const path of paths) {
    const { status, json } = await client.ask<object>(path);
    expect([200, 404], path).toContain(status);
    expect(json, path).toBeTypeOf('object');
  }
}

/** As Pinafore and its like log in, from their page: register by JSON, exchange by a form. */
export async function tokenOf(
  api: ServedApi,
  client: WebClient,
  client_name: string,
): Promise<string> {
  const redirect_uri = 'http://localhost:4002/settings/instances/add';
  const scope = 'read write follow push';
  const app = (
    await client.ask<App>('/api/v1/apps', {
      json: {
        client_name,
        redirect_uris: redirect_uri,
        scopes: scope,
        website: 'https://x.example',
      },
    })
  ).json;
  const { client_id, client_secret } = app;
  const back = await codeOf(api, { client_id, redirect_uri, scope });
  const code = back.searchParams.get('code') as string;
  const { json } = await client.ask<{ access_token: string }>('/oauth/token', {
    form: { client_id, client_secret, redirect_uri, code, grant_type: 'authorization_code' },
  });
  return json.access_token;
}
