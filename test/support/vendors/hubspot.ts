import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { VendorRequest, VendorResponse } from '../../../ingestion-adapters/feed.js';
import type { HubspotRecord } from '../../../simulator/records/hubspot.js';

type Stage = { readonly id: string; readonly metadata: Readonly<Record<string, string>> };

type StubOptions = {
  /** What there is; whoever holds it may change it at any time. */
  readonly records: Map<string, HubspotRecord>;
  readonly stages?: ReadonlyArray<Stage>;
  readonly now: () => number;
  /** How long what was changed stays hidden from searches. */
  readonly searchLag?: number;
  /** How many objects a page of a list has at most. */
  readonly mostListed?: number;
  /** How many requests a token is good for. */
  readonly tokenLasts?: number;
  /** Every so many requests there is one that is refused as too many, and one that fails. */
  readonly busyEvery?: number;
  readonly onRequest?: (request: VendorRequest, count: number) => void;
};

const PLURALS = { companies: 'company', contacts: 'contact', deals: 'deal', tickets: 'ticket' } as const;
const CAP = 10_000;

export const keyOf = ({ object, id }: Pick<HubspotRecord, 'object' | 'id'>): string => `${object}/${id}`;

const modifiedAt = ({ createdAt, history, archivedAt = 0 }: HubspotRecord): number =>
  Math.max(createdAt, archivedAt, ...Object.values(history).flatMap((versions) => versions.map(({ at }) => at)));

const answering = (status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): VendorResponse => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8', ...headers },
  body: Buffer.from(JSON.stringify(body)),
});
const failing = (status: number, category: string, headers: Readonly<Record<string, string>> = {}): VendorResponse =>
  answering(status, { status: 'error', category, message: category.toLowerCase(), correlationId: 'c-1' }, headers);

const iso = (at: number): string => new Date(at).toISOString();

type Filter = { readonly propertyName: string; readonly operator: string; readonly value: string };
type Search = {
  readonly filterGroups: ReadonlyArray<{ readonly filters: ReadonlyArray<Filter> }>;
  readonly sorts: ReadonlyArray<{ readonly propertyName: string; readonly direction: string }>;
  readonly limit: number;
  readonly after?: string;
};

const numberIn = (record: HubspotRecord, property: string): number => {
  if (property === 'hs_object_id') return record.id;
  if (property === (record.object === 'contact' ? 'lastmodifieddate' : 'hs_lastmodifieddate'))
    return modifiedAt(record);
  return Number.NaN;
};

const passes = (record: HubspotRecord, { propertyName, operator, value }: Filter): boolean => {
  const [held, wanted] = [numberIn(record, propertyName), Number(value)];
  return operator === 'GTE' ? held >= wanted : operator === 'GT' && held > wanted;
};

const searched = (records: ReadonlyArray<HubspotRecord>, { filterGroups, sorts, limit, after }: Search) => {
  const from = Number(after ?? 0);
  if (limit > 200 || from + limit > CAP) return failing(400, 'VALIDATION_ERROR');
  const [sort] = sorts;
  const found = records
    .filter((record) => filterGroups.some(({ filters }) => filters.every((filter) => passes(record, filter))))
    .toSorted((a, b) => numberIn(a, sort?.propertyName ?? '') - numberIn(b, sort?.propertyName ?? ''));
  const results = found.slice(from, from + limit).map((record) => ({
    id: `${record.id}`,
    properties: { hs_object_id: `${record.id}` },
    createdAt: iso(record.createdAt),
    updatedAt: iso(modifiedAt(record)),
    archived: false,
  }));
  const next = from + limit < found.length ? { paging: { next: { after: `${from + limit}` } } } : {};
  return answering(200, { total: found.length, results, ...next });
};

type BatchRead = {
  readonly propertiesWithHistory: ReadonlyArray<string>;
  readonly inputs: ReadonlyArray<{ readonly id: string }>;
};

const versionsOf = ({ history }: HubspotRecord, property: string) =>
  (history[property] ?? []).toReversed().map(({ value, at }) => ({
    value,
    timestamp: iso(at),
    sourceType: 'CRM_UI',
    sourceId: 'userId:7',
  }));

const historiesOf = (record: HubspotRecord, properties: ReadonlyArray<string>) =>
  Object.fromEntries(
    properties.flatMap((name) => {
      const versions = versionsOf(record, name);
      return versions.length === 0 ? [] : [[name, versions]];
    }),
  );

const readInBatch = (
  find: (id: string) => HubspotRecord | undefined,
  { propertiesWithHistory, inputs }: BatchRead,
): VendorResponse => {
  if (inputs.length > (propertiesWithHistory.length > 0 ? 50 : 100)) return failing(400, 'VALIDATION_ERROR');
  const found = inputs.flatMap(({ id }) => find(id) ?? []);
  const results = found.map((record) => ({
    id: `${record.id}`,
    properties: { hs_object_id: `${record.id}` },
    propertiesWithHistory: historiesOf(record, propertiesWithHistory),
    createdAt: iso(record.createdAt),
    updatedAt: iso(modifiedAt(record)),
    archived: false,
  }));
  const missing = inputs.length - found.length;
  return missing === 0
    ? answering(200, { status: 'COMPLETE', results })
    : answering(207, { status: 'COMPLETE', results, numErrors: missing, errors: [{ category: 'OBJECT_NOT_FOUND' }] });
};

const associationsOf = ({ object, companies = [] }: HubspotRecord) => ({
  companies: {
    results: companies.flatMap((company, i) => [
      ...(i === 0 ? [{ id: `${company}`, type: `${object}_to_company` }] : []),
      { id: `${company}`, type: `${object}_to_company_unlabeled` },
    ]),
  },
});

const listed = (
  records: ReadonlyArray<HubspotRecord>,
  query: URLSearchParams,
  { now, mostListed = CAP }: Pick<StubOptions, 'now' | 'mostListed'>,
): VendorResponse => {
  const limit = Number(query.get('limit') ?? 10);
  const historied = query.get('propertiesWithHistory')?.split(',') ?? [];
  if (limit > (historied.length > 0 ? 50 : 100)) return failing(400, 'VALIDATION_ERROR');
  const most = Math.min(limit, mostListed);
  const rest = records.filter(({ id }) => id > Number(query.get('after') ?? 0)).toSorted((a, b) => a.id - b.id);
  const results = rest.slice(0, most).map((record) => ({
    id: `${record.id}`,
    properties: { hs_object_id: `${record.id}` },
    createdAt: iso(record.createdAt),
    updatedAt: iso(modifiedAt(record)),
    archived: record.archivedAt !== undefined,
    ...(record.archivedAt === undefined ? {} : { archivedAt: iso(record.archivedAt) }),
    ...(historied.length > 0 ? { propertiesWithHistory: historiesOf(record, historied) } : {}),
    ...(query.get('associations') === 'companies' && (record.companies ?? []).length > 0
      ? { associations: associationsOf(record) }
      : {}),
  }));
  const last = results.at(-1);
  const next = rest.length > most && last !== undefined ? { paging: { next: { after: last.id } } } : {};
  return answering(200, { results, ...next }, { date: new Date(now()).toUTCString() });
};

/** HubSpot's API over records: caps, paging, tokens that run out, too many requests, an index that lags. */
export const makeHubspotStub = (options: StubOptions) => {
  const { records, now, searchLag = 0, tokenLasts = Number.POSITIVE_INFINITY, busyEvery = 0, stages = [] } = options;
  const seen = { requests: 0, tokens: 0, used: 0 };

  const tokenFor = (form: URLSearchParams): VendorResponse => {
    const known = form.get('refresh_token') === 'refresh-1' && form.get('client_secret') === 'client-secret-1';
    if (form.get('grant_type') !== 'refresh_token' || !known) return failing(400, 'BAD_REFRESH_TOKEN');
    seen.tokens += 1;
    seen.used = 0;
    return answering(200, { access_token: `access-${seen.tokens}`, expires_in: 1800, token_type: 'bearer' });
  };

  const authorised = (authorization: string): boolean => {
    if (authorization === 'Bearer private-app') return true;
    seen.used += 1;
    return seen.tokens > 0 && authorization === `Bearer access-${seen.tokens}` && seen.used <= tokenLasts;
  };

  const answer = (request: VendorRequest): VendorResponse => {
    seen.requests += 1;
    options.onRequest?.(request, seen.requests);
    const { pathname, searchParams } = new URL(request.url);
    const body = request.body?.toString() ?? '';
    if (busyEvery > 0 && seen.requests % busyEvery === 0) return failing(429, 'RATE_LIMITS', { 'retry-after': '1' });
    if (busyEvery > 0 && seen.requests % busyEvery === 1) return failing(502, 'BAD_GATEWAY');
    if (pathname === '/oauth/v1/token') return tokenFor(new URLSearchParams(body));
    if (!authorised(request.headers?.['authorization'] ?? '')) return failing(401, 'EXPIRED_AUTHENTICATION');
    const [, kind, name, action = ''] =
      /^\/crm\/(?:v3\/)?(objects|pipelines)\/(?:\d{4}-\d\d\/)?(companies|contacts|deals|tickets)(\/.*)?$/.exec(
        pathname,
      ) ?? [];
    const object = PLURALS[name as keyof typeof PLURALS];
    if (object === undefined) return failing(404, 'OBJECT_NOT_FOUND');
    if (kind === 'pipelines') return answering(200, { results: [{ id: 'default', label: 'Sales', stages }] });
    const archived = searchParams.get('archived') === 'true';
    const route = `${request.method} ${action}`;
    const inState = (record: HubspotRecord) => (record.archivedAt !== undefined) === archived;
    if (route === 'POST /batch/read') {
      const find = (id: string) => [records.get(`${object}/${id}`)].find((one) => one !== undefined && inState(one));
      return readInBatch(find, JSON.parse(body));
    }
    const there = [...records.values()].filter((record) => record.object === object && inState(record));
    if (route === 'POST /search') {
      return searched(
        there.filter((record) => modifiedAt(record) <= now() - searchLag),
        JSON.parse(body),
      );
    }
    return route === 'GET ' ? listed(there, searchParams, options) : failing(405, 'METHOD_NOT_ALLOWED');
  };

  /** Over HTTP, on a free port of this machine. */
  const listen = async (): Promise<{ readonly url: string; readonly close: () => Promise<void> }> => {
    const server = createServer(async (incoming, outgoing) => {
      const chunks: Array<Buffer> = [];
      for await (const chunk of incoming) chunks.push(chunk);
      const { authorization = '' } = incoming.headers;
      const { status, headers, body } = answer({
        method: incoming.method === 'GET' ? 'GET' : 'POST',
        url: `http://${incoming.headers.host}${incoming.url}`,
        headers: { authorization },
        body: Buffer.concat(chunks),
      });
      outgoing.writeHead(status, headers).end(body);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return {
      url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      close: () => new Promise((resolve) => server.close(() => resolve())),
    };
  };

  return { answer, listen, seen };
};
