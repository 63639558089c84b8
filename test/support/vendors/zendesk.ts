import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VendorRequest, VendorResponse } from '../../../ingestion-adapters/feed.js';

export type Row = Readonly<Record<string, unknown>> & { readonly id: number };

/** What a desk has; the stub reads it anew for each request, so rows may move between two pages. */
export type Desk = {
  readonly tickets: ReadonlyArray<Row>;
  readonly organizations: ReadonlyArray<Row>;
  readonly satisfaction_ratings: ReadonlyArray<Row>;
  readonly ticket_metric_events: ReadonlyArray<Row>;
};

export type ZendeskStub = {
  readonly desk: () => Desk;
  /** The whole `Authorization` that is let in. */
  readonly authorization: string;
  readonly now: () => Date;
  readonly pageSize?: number;
  /** Incremental exports a minute. */
  readonly limit?: number;
  /** A status to answer with instead, such as 503. */
  readonly fault?: (request: number) => number | undefined;
};

type Answer = Pick<VendorResponse, 'status' | 'headers'> & { readonly json: unknown };

const HELD_BACK = 60;
const MINUTE = 60_000;

const ok = (json: unknown): Answer => ({ status: 200, headers: {}, json });
const wrong = (status: number, error: string, headers: Readonly<Record<string, string>> = {}): Answer => ({
  status,
  headers,
  json: { error },
});

const secondsOf = (row: Row, ...fields: ReadonlyArray<string>): number => {
  const value = fields.map((field) => row[field]).find((found) => found !== undefined);
  return typeof value === 'number' ? value : Math.floor(Date.parse(String(value)) / 1000);
};

type Placed = { readonly row: Row; readonly at: number };

const placed = (rows: ReadonlyArray<Row>, ...fields: ReadonlyArray<string>): ReadonlyArray<Placed> =>
  rows.map((row) => ({ row, at: secondsOf(row, ...fields) })).toSorted((a, b) => a.at - b.at || a.row.id - b.row.id);

const encoded = (text: string): string => Buffer.from(text).toString('base64');
const decoded = (text: string): string => Buffer.from(text, 'base64').toString();

/** Answers as Zendesk does: cursor and time-based exports, lists, and what it refuses. */
export const stubZendesk = ({ desk, authorization, now, pageSize = 3, limit = 10, fault }: ZendeskStub) => {
  let requests = 0;
  let asked: ReadonlyArray<number> = [];

  const overLimit = (): number | undefined => {
    asked = asked.filter((at) => at > now().getTime() - MINUTE);
    if (asked.length >= limit) return Math.ceil(((asked[0] ?? 0) + MINUTE - now().getTime()) / 1000);
    asked = [...asked, now().getTime()];
    return undefined;
  };

  const visible = () => Math.floor(now().getTime() / 1000) - HELD_BACK;

  const byCursor = (query: URLSearchParams): Answer => {
    const cursor = query.get('cursor');
    const [at = 0, id = 0] = decoded(cursor ?? '')
      .split(' ')
      .map(Number);
    const from = cursor === null ? { at: Number(query.get('start_time')), id: 0 } : { at, id };
    const rows = placed(desk().tickets, 'generated_timestamp').filter(
      (each) => each.at <= visible() && (each.at > from.at || (each.at === from.at && each.row.id > from.id)),
    );
    const page = rows.slice(0, pageSize);
    const last = page.at(-1);
    return ok({
      tickets: page.map(({ row }) => row),
      after_url: null,
      after_cursor: last === undefined ? cursor : encoded(`${last.at} ${last.row.id}`),
      before_cursor: null,
      end_of_stream: rows.length <= pageSize,
    });
  };

  const byTime = (key: 'organizations' | 'ticket_metric_events', query: URLSearchParams): Answer => {
    const start = Number(query.get('start_time'));
    const rows = placed(desk()[key], 'updated_at', 'time').filter(({ at }) => at >= start && at <= visible());
    const page = rows.slice(0, pageSize);
    const end = page.at(-1)?.at ?? null;
    return ok({
      [key]: page.map(({ row }) => row),
      count: page.length,
      end_time: end,
      next_page: end === null ? null : `https://another.example/api/v2/incremental/${key}.json?start_time=${end}`,
      end_of_stream: rows.length <= pageSize,
    });
  };

  const eventsByCursor = (query: URLSearchParams): Answer => {
    const [at = 0, id = 0] = decoded(query.get('page[after]') ?? '')
      .split(' ')
      .map(Number);
    const from = Number(query.get('start_time'));
    const rows = placed(desk().ticket_metric_events, 'time').filter(
      (each) => each.at >= from && each.at <= visible() && (each.at > at || (each.at === at && each.row.id > id)),
    );
    const page = rows.slice(0, Math.min(pageSize, Number(query.get('page[size]'))));
    const last = page.at(-1);
    const meta = {
      has_more: rows.length > page.length,
      after_cursor: encoded(`${last?.at ?? 0} ${last?.row.id ?? 0}`),
    };
    return ok({ ticket_metric_events: page.map(({ row }) => row), meta, links: {} });
  };

  const list = (key: 'organizations' | 'satisfaction_ratings', query: URLSearchParams): Answer => {
    const after = Number(decoded(query.get('page[after]') ?? ''));
    const from = Number(query.get('start_time') ?? 0);
    const rows = desk()
      [key].filter((row) => row.id > after && secondsOf(row, 'created_at') >= from)
      .toSorted((a, b) => a.id - b.id);
    const page = rows.slice(0, Math.min(pageSize, Number(query.get('page[size]') ?? 100)));
    const meta = { has_more: rows.length > page.length, after_cursor: encoded(`${page.at(-1)?.id ?? ''}`) };
    return ok({ [key]: page, meta, links: {} });
  };

  const incremental = (path: string, query: URLSearchParams): Answer => {
    const wait = overLimit();
    if (wait !== undefined) return wrong(429, 'TooManyRequests', { 'retry-after': `${wait}` });
    const start = query.get('start_time');
    if (start === null && !query.has('cursor')) return wrong(400, 'MissingStartTime');
    if (start !== null && !(Number(start) > 0)) return wrong(400, 'InvalidStartTime');
    if (Number(start) > visible()) return wrong(422, 'StartTimeTooRecent');
    if (path === '/tickets/cursor.json') return byCursor(query);
    if (path === '/organizations.json') return byTime('organizations', query);
    if (path === '/ticket_metric_events.json' && query.has('page[size]')) return eventsByCursor(query);
    if (path === '/ticket_metric_events.json') return byTime('ticket_metric_events', query);
    return wrong(404, 'InvalidEndpoint');
  };

  const answer = ({ method, url, headers = {} }: VendorRequest): Answer => {
    requests += 1;
    const status = fault?.(requests);
    if (status !== undefined) return wrong(status, 'Unavailable');
    if (headers['authorization'] !== authorization) return wrong(401, 'CouldNotAuthenticateYou');
    const { pathname, searchParams } = new URL(url);
    const path = pathname.replace(/^\/api\/v2/, '');
    if (method !== 'GET') return wrong(405, 'MethodNotAllowed');
    if (path.startsWith('/incremental/')) return incremental(path.replace('/incremental', ''), searchParams);
    if (path === '/organizations.json') return list('organizations', searchParams);
    if (path === '/satisfaction_ratings.json') return list('satisfaction_ratings', searchParams);
    return wrong(404, 'InvalidEndpoint');
  };

  return (request: VendorRequest): VendorResponse => {
    const { json, ...rest } = answer(request);
    return { ...rest, body: Buffer.from(JSON.stringify(json)) };
  };
};

/** The stub on a free port of this machine. */
export const serveZendesk = async (stub: ReturnType<typeof stubZendesk>) => {
  const server = createServer((request, response) => {
    const { authorization = '' } = request.headers;
    const { status, headers, body } = stub({
      method: request.method === 'POST' ? 'POST' : 'GET',
      url: `http://localhost${request.url ?? '/'}`,
      headers: { authorization },
    });
    response.writeHead(status, { ...headers, 'content-type': 'application/json' }).end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}`,
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
};
