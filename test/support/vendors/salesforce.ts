import type { VendorRequest, VendorResponse } from '../../../ingestion-adapters/feed.js';
import { parseSoql, type SoqlRecord } from './soql.js';

type Type = 'id' | 'string' | 'currency' | 'double' | 'date' | 'datetime' | 'boolean' | 'int' | 'picklist';
type Described = Readonly<Record<string, Type>>;
type Query = { readonly fields: ReadonlyArray<string>; readonly object: string; readonly ids: ReadonlyArray<string> };
type Job = Query & { asked: number; readonly version: string };

export type OrgOptions = {
  readonly now: () => Date;
  readonly objects: Readonly<Record<string, Described>>;
  readonly recordsAPage?: number;
  /** Calls that a token is good for. */
  readonly callsAToken?: number;
  /** What goes wrong with the nth call. */
  readonly fault?: (call: number) => 'limit' | 'unavailable' | 'forgotten' | undefined;
};

const LONGEST_URI = 16_384;
const BULK_PAGE = 4;
const SYSTEM: Described = {
  Id: 'id',
  IsDeleted: 'boolean',
  CreatedDate: 'datetime',
  LastModifiedDate: 'datetime',
  SystemModstamp: 'datetime',
};

const answer = (status: number, body: unknown, headers: Record<string, string> = {}): VendorResponse => ({
  status,
  headers: { 'content-type': 'application/json', 'sforce-limit-info': 'api-usage=18/15000', ...headers },
  body: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body)),
});
const failed = (status: number, errorCode: string, message = errorCode, headers = {}): VendorResponse =>
  answer(status, [{ errorCode, message }], headers);

const csvField = (value: string): string => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);

/** An organisation in memory, which answers as the REST and bulk APIs of Salesforce do. Times are of whole seconds. */
export const makeSalesforceOrg = ({
  now,
  objects,
  recordsAPage = 3,
  callsAToken = 7,
  fault = () => undefined,
}: OrgOptions) => {
  const records = new Map<string, Map<string, SoqlRecord>>();
  const types = new Map(
    Object.entries(objects).map(([name, fields]): [string, Described] => [name, { ...SYSTEM, ...fields }]),
  );
  const queries = new Map<string, Query>();
  const jobs = new Map<string, Job>();
  const asked: Array<string> = [];
  let [calls, tokens, left] = [0, 0, 0];

  const second = (): number => Math.floor(now().getTime() / 1000) * 1000;
  const of = (object: string) => records.get(object) ?? new Map<string, SoqlRecord>();
  const save = (object: string, id: string, fields: SoqlRecord): void => {
    const made: SoqlRecord = { Id: id, IsDeleted: false, CreatedDate: second() };
    const { SystemModstamp: _, LastModifiedDate: __, ...held } = of(object).get(id) ?? made;
    const saved = { ...held, SystemModstamp: second(), LastModifiedDate: second(), ...fields };
    records.set(object, new Map(of(object)).set(id, saved));
  };

  const text = (type: Type | undefined, value: SoqlRecord[string], zone: 'Z' | '+0000'): SoqlRecord[string] =>
    type === 'datetime' && typeof value === 'number' ? new Date(value).toISOString().replace('Z', zone) : value;
  const shown = ({ object, fields }: Query, id: string, zone: 'Z' | '+0000') =>
    fields.map((name) => [name, text(types.get(object)?.[name], of(object).get(id)?.[name] ?? null, zone)] as const);

  const run = (soql: string): Query => {
    const { fields, object, is, isOrdered } = parseSoql(soql);
    const described = types.get(object);
    const unknown = fields.find((field) => described?.[field] === undefined);
    if (unknown !== undefined) throw new Error(`INVALID_FIELD: ${object}.${unknown}`);
    const found = [...of(object).values()].filter(is);
    const key = (record: SoqlRecord) =>
      `${isOrdered ? String(record['SystemModstamp']).padStart(15, '0') : ''}${String(record['Id'])}`;
    return { fields, object, ids: found.toSorted((a, b) => (key(a) < key(b) ? -1 : 1)).map(({ Id }) => String(Id)) };
  };

  const pageOf = (query: Query, from: number, base: string): VendorResponse => {
    const { object, ids } = query;
    const until = from + recordsAPage;
    const locator = `0r8xx${String(queries.size)}AAA`;
    if (until < ids.length) queries.set(locator, query);
    return answer(200, {
      totalSize: ids.length,
      done: until >= ids.length,
      ...(until < ids.length ? { nextRecordsUrl: `${base}/query/${locator}-${until}` } : {}),
      records: ids.slice(from, until).map((id) => ({
        attributes: { type: object, url: `${base}/sobjects/${object}/${id}` },
        ...Object.fromEntries(shown(query, id, '+0000')),
      })),
    });
  };

  const bulk = (path: string, { searchParams }: URL, version: string, body: string): VendorResponse => {
    const [, id = '', results] = /^\/jobs\/query(?:\/(\w+))?(\/results)?$/.exec(path) ?? [];
    if (id === '') {
      const made = `750xx${String(jobs.size)}AAA`;
      jobs.set(made, { ...run(JSON.parse(body).query), asked: 0, version });
      return answer(200, { id: made, operation: 'queryAll', state: 'UploadComplete' });
    }
    const job = jobs.get(id);
    if (job === undefined) return failed(404, 'NOT_FOUND');
    if (job.version !== version) return failed(409, 'API_VERSION_MISMATCH');
    const state = ['UploadComplete', 'InProgress'][job.asked] ?? 'JobComplete';
    if (results === undefined) {
      job.asked++;
      return answer(200, { id, state });
    }
    if (state !== 'JobComplete') return failed(400, 'INVALIDJOBSTATE');
    const from = Number(searchParams.get('locator') ?? 0);
    const until = from + Math.min(Number(searchParams.get('maxRecords')), BULK_PAGE);
    const rows = job.ids.slice(from, until).map((row) =>
      shown(job, row, 'Z')
        .map(([, value]) => csvField(String(value ?? '')))
        .join(','),
    );
    return answer(200, [job.fields.join(','), ...rows, ''].join('\n'), {
      'content-type': 'text/csv',
      'sforce-locator': until < job.ids.length ? String(until) : 'null',
      'sforce-numberofrecords': String(rows.length),
    });
  };

  const api = (path: string, url: URL, version: string, request: VendorRequest): VendorResponse => {
    const base = `/services/data/v${version}`;
    const [, described] = /^\/sobjects\/(\w+)\/describe$/.exec(path) ?? [];
    if (described !== undefined) {
      const fields = types.get(described);
      if (fields === undefined) return failed(404, 'NOT_FOUND');
      return answer(200, { name: described, fields: Object.entries(fields).map(([name, type]) => ({ name, type })) });
    }
    if (path === '/queryAll') return pageOf(run(url.searchParams.get('q') ?? ''), 0, base);
    const [, locator = '', from] = /^\/query\/(\w+)-(\d+)$/.exec(path) ?? [];
    const query = queries.get(locator);
    if (query !== undefined) return pageOf(query, Number(from), base);
    return path.startsWith('/jobs/query')
      ? bulk(path, url, version, String(request.body ?? ''))
      : failed(400, 'INVALID_QUERY_LOCATOR');
  };

  const handle = (request: VendorRequest): VendorResponse => {
    const url = new URL(request.url);
    calls++;
    if (request.url.length > LONGEST_URI) return failed(414, 'URI_TOO_LONG');
    const wrong = fault(calls);
    if (wrong === 'limit') return failed(429, 'REQUEST_LIMIT_EXCEEDED', 'wait', { 'retry-after': '1' });
    if (wrong === 'unavailable') return failed(503, 'SERVER_UNAVAILABLE');
    if (url.pathname === '/services/oauth2/token') {
      if (!String(request.body).includes('client_secret=shh') && !String(request.body).includes('assertion=')) {
        return answer(400, { error: 'invalid_client' });
      }
      left = callsAToken;
      return answer(200, { access_token: `token-${++tokens}`, instance_url: url.origin, token_type: 'Bearer' });
    }
    if (request.headers?.['authorization'] !== `Bearer token-${tokens}` || left-- <= 0)
      return failed(401, 'INVALID_SESSION_ID');
    asked.push(`${request.method} ${decodeURIComponent(url.pathname + url.search)}`);
    const [, version = '', path = ''] = /^\/services\/data\/v([\d.]+)(\/.*)$/.exec(url.pathname) ?? [];
    if (wrong === 'forgotten' && path.startsWith('/query/')) return failed(400, 'INVALID_QUERY_LOCATOR');
    try {
      return api(path, url, version, request);
    } catch (error) {
      return failed(400, error instanceof Error ? error.message : 'UNKNOWN');
    }
  };

  return {
    handle,
    save,
    remove: (object: string, id: string, more: SoqlRecord = {}) => save(object, id, { ...more, IsDeleted: true }),
    addField: (object: string, name: string, type: Type) => types.set(object, { ...types.get(object), [name]: type }),
    forgetJobs: () => jobs.clear(),
    records: (object: string) => [...of(object).values()],
    /** The calls that were let in, with their addresses decoded. */
    asked,
    tokensGiven: () => tokens,
  };
};
