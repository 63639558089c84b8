import { gzipSync } from 'node:zlib';
import { zipSync } from 'fflate';
import { eventJson, type UploadedEvent } from '../../../simulator/vendors/amplitude.js';
import type { AnswerOfVendor } from './over-http.js';

const HOUR = 3_600_000;

/** What goes wrong with the next request, and with those after it in turn. */
export type Fault = 'cut-off' | 'broken' | 'busy' | 'down' | 'none';

export type AmplitudeProject = {
  readonly events: ReadonlyArray<UploadedEvent>;
  readonly authorization: string;
  readonly now: () => Date;
  readonly fault?: () => Fault;
  /** Events one answer may have: with more the vendor refuses, with too many more it never comes to an end. */
  readonly most?: { readonly refusedAbove: number; readonly endlessAbove: number };
  /** Hours after which what was uploaded within one is there. */
  readonly readyAfter?: (hour: number) => number;
};

const fileName = (hour: number, part: number): string => {
  const [day = '', rest = ''] = new Date(hour).toISOString().split('T');
  return `4242/4242_${day}_${Number(rest.slice(0, 2))}#${part}.json.gz`;
};

/** An archive as the vendor makes it: a file an hour and part, JSON lines in no order. */
export const archiveOf = (events: ReadonlyArray<UploadedEvent>): Buffer => {
  const files = new Map<string, Array<string>>();
  for (const event of events) {
    const name = fileName(Math.floor(event.uploadedAt / HOUR) * HOUR, event.uuid.length % 2);
    files.set(name, [`${JSON.stringify(eventJson(event))}\n`, ...(files.get(name) ?? [])]);
  }
  const compressed = [...files].map(([name, lines]) => [name, gzipSync(lines.join(''))] as const);
  return Buffer.from(zipSync(Object.fromEntries(compressed), { mtime: '2026-03-01T00:00:00' }));
};

const hourOf = (text: string | null): number => {
  const [, year, month, day, hour] = /^(\d{4})(\d\d)(\d\d)T(\d\d)$/.exec(text ?? '') ?? [];
  return Date.parse(`${year}-${month}-${day}T${hour}:00:00Z`);
};

const saying = (status: number, body: string | Buffer = '', headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers,
  body: Buffer.from(body),
});

/** The export of one project: by hours of upload, ready two hours late, a year at a time, and not too much at once. */
export const amplitudeExport =
  ({
    events,
    authorization,
    now,
    fault = () => 'none',
    most = { refusedAbove: Number.POSITIVE_INFINITY, endlessAbove: Number.POSITIVE_INFINITY },
    readyAfter = () => 2,
  }: AmplitudeProject): AnswerOfVendor =>
  ({ method, url, headers = {} }) => {
    const { pathname, searchParams } = new URL(url);
    if (method !== 'GET' || pathname !== '/api/2/export') return saying(405);
    if (headers['authorization'] !== authorization) return saying(401, 'Invalid credentials');
    const [from, last] = [hourOf(searchParams.get('start')), hourOf(searchParams.get('end'))];
    if (Number.isNaN(from + last) || last < from || last - from >= 365 * 24 * HOUR) return saying(400, 'bad range');
    const uploaded = events.filter(({ uploadedAt }) => {
      const hour = Math.floor(uploadedAt / HOUR) * HOUR;
      return hour >= from && hour <= last && hour + (1 + readyAfter(hour)) * HOUR <= now().getTime();
    });
    const wrong = fault();
    if (wrong === 'broken') return undefined;
    if (wrong === 'busy') return saying(429, '', { 'retry-after': '5' });
    if (wrong === 'down') return saying(503);
    if (uploaded.length > most.endlessAbove) return saying(504);
    if (uploaded.length > most.refusedAbove) return saying(400, 'the data is larger than 4 GB');
    if (uploaded.length === 0) return saying(404);
    const archive = archiveOf(uploaded);
    return saying(200, wrong === 'cut-off' ? archive.subarray(0, archive.length - 30) : archive);
  };
