import { createServer, type Server } from 'node:http';
import type { AskVendor, VendorResponse } from '../../../ingestion-adapters/feed.js';
import { type SearchRequest, searchRows } from './intercom-search.js';

type Row = Readonly<Record<string, unknown>>;

export type Workspace = {
  readonly conversations: Map<string, Row>;
  readonly contacts: Map<string, Row>;
  readonly companies: Map<string, Row>;
  readonly tickets: Map<string, Row>;
};

export type IntercomStub = {
  readonly answer: (method: string, url: string, headers: Row, body: string) => VendorResponse;
  /** As the runtime of feeds asks: overload and faults are tried again, and final answers handed over. */
  readonly ask: AskVendor;
  readonly requests: () => ReadonlyArray<string>;
};

export type StubOptions = {
  readonly token?: string;
  /** Called before each answer, with the number of answers so far: to change the workspace under the reader. */
  readonly meanwhile?: (request: number, path: string) => void;
  /** A status to answer with in place of the answer. */
  readonly fault?: (request: number, path: string) => number | undefined;
  readonly now?: () => number;
  readonly perPage?: number;
  /** Milliseconds that a scroll is kept after it was used. */
  readonly scrollLasts?: number;
};

const DAY = 86_400;
const TRIES = 6;

const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): VendorResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'x-ratelimit-limit': '10000', ...headers },
  body: Buffer.from(JSON.stringify(value)),
});
const failed = (status: number, code: string): VendorResponse =>
  json(status, { type: 'error.list', errors: [{ code, message: code }] }, status === 429 ? { 'retry-after': '1' } : {});

const withoutParts = ({ conversation_parts: _, ...row }: Row): Row => row;

/** Intercom's API over a workspace: bearer tokens, a pinned version, searches, single conversations and the one scroll. */
export const intercomStub = (workspace: Workspace, options: StubOptions = {}): IntercomStub => {
  const { token = 'token', meanwhile, fault, now = () => 0, perPage = 150, scrollLasts = 60_000 } = options;
  const asked: Array<string> = [];
  let scroll: { readonly id: string; readonly ids: ReadonlyArray<string>; at: number; usedAt: number } | undefined;

  const scrolled = (param: string | null): VendorResponse => {
    const alive = scroll !== undefined && now() - scroll.usedAt < scrollLasts;
    if (param === null) {
      if (alive) return failed(400, 'scroll_exists');
      scroll = { id: `scroll-${asked.length}`, ids: [...workspace.companies.keys()], at: 0, usedAt: now() };
    } else if (!alive || scroll?.id !== param) {
      return failed(404, 'not_found');
    }
    if (scroll === undefined) return failed(404, 'not_found');
    const { id, ids, at } = scroll;
    const data = ids.slice(at, at + Math.min(perPage, 100)).flatMap((each) => workspace.companies.get(each) ?? []);
    Object.assign(scroll, { at: at + Math.min(perPage, 100), usedAt: now() });
    if (data.length === 0) scroll = undefined;
    return json(200, { type: 'list', data, pages: null, total_count: null, scroll_param: id });
  };

  const searched = (rows: Map<string, Row>, type: string, under: string, body: string, grain: number) => {
    const { rows: found, ...paging } = searchRows(
      [...rows.values()],
      JSON.parse(body) as SearchRequest,
      grain,
      perPage,
    );
    return json(200, { type, [under]: found.map(withoutParts), ...paging });
  };

  const answer: IntercomStub['answer'] = (method, url, headers, body) => {
    const { pathname: path, searchParams } = new URL(url, 'http://stub');
    asked.push(`${method} ${path}`);
    meanwhile?.(asked.length, path);
    const status = fault?.(asked.length, path);
    if (status !== undefined) return failed(status, status === 429 ? 'rate_limit_exceeded' : 'server_error');
    if (headers['authorization'] !== `Bearer ${token}`) return failed(401, 'unauthorized');
    if (!/^2\.\d+$/.test(String(headers['intercom-version']))) return failed(400, 'intercom_version_invalid');
    const { conversations, contacts, tickets } = workspace;
    if (method === 'GET' && path === '/companies/scroll') return scrolled(searchParams.get('scroll_param'));
    if (method === 'GET' && path.startsWith('/conversations/')) {
      const found = conversations.get(decodeURIComponent(path.slice('/conversations/'.length)));
      return found === undefined ? failed(404, 'not_found') : json(200, found);
    }
    if (method !== 'POST') return failed(404, 'not_found');
    switch (path) {
      case '/conversations/search':
        return searched(conversations, 'conversation.list', 'conversations', body, 1);
      case '/tickets/search':
        return searched(tickets, 'ticket.list', 'tickets', body, 1);
      case '/contacts/search':
        return searched(contacts, 'list', 'data', body, DAY);
      default:
        return failed(404, 'not_found');
    }
  };

  const ask: AskVendor = async ({ method, url, headers = {}, body = '' }) => {
    for (let tried = 0; tried < TRIES; tried++) {
      const response = answer(method, url, headers, String(body));
      if (response.status !== 429 && response.status < 500) return response;
    }
    throw { _tag: 'VendorUnavailable', reason: 'it was asked too often' };
  };
  return { answer, ask, requests: () => asked };
};

/** The stub behind a port of its own. */
export const serveIntercom = ({ answer }: IntercomStub): Server =>
  createServer((request, reply) => {
    const chunks: Array<Buffer> = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      const { status, headers, body } = answer(
        request.method ?? 'GET',
        request.url ?? '/',
        request.headers,
        Buffer.concat(chunks).toString(),
      );
      reply.writeHead(status, headers).end(body);
    });
  });
