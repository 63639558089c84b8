import { localTimeAt } from '../../../application/zone-time.js';
import type { AnswerOfVendor } from './over-http.js';

/** An event that a project holds. Times are instants; `insertId` is unique by event, time and user alone. */
export type HeldEvent = {
  readonly event: string;
  readonly at: number;
  readonly user: string;
  readonly insertId: string;
  readonly company: string;
  /** When the vendor has it. */
  readonly processedAt: number;
};

/** What goes wrong with the next query, and with those after it in turn. */
export type Fault = 'mid-line' | 'words' | 'broken' | 'busy' | 'down' | 'none';

export type MixpanelProject = {
  readonly events: ReadonlyArray<HeldEvent>;
  /** Stores what clocks of the zone showed, as projects made before 2023 do; UTC when absent. */
  readonly timeZone?: string;
  readonly authorization: string;
  readonly now: () => Date;
  readonly fault?: () => Fault;
  readonly queriesAnHour?: number;
};

const storedSeconds = ({ at }: HeldEvent, timeZone: string | undefined): number =>
  Math.floor((timeZone === undefined ? at : localTimeAt(at, timeZone)) / 1000);

const lineOf = (event: HeldEvent, timeZone: string | undefined): string =>
  `${JSON.stringify({
    event: event.event,
    properties: {
      time: storedSeconds(event, timeZone),
      distinct_id: event.user,
      $insert_id: event.insertId,
      mp_processing_time_ms: event.processedAt,
      company_id: event.company,
    },
  })}\n`;

const dayOf = (seconds: number): string => new Date(seconds * 1000).toISOString().slice(0, 10);

const boundIn = (where: string, sign: string): number | undefined => {
  const [, seconds] = new RegExp(`properties\\["\\$time"\\] ${sign} datetime\\((\\d+)\\)`).exec(where) ?? [];
  return seconds === undefined ? undefined : Number(seconds);
};

const saying = (status: number, body: string, headers: Readonly<Record<string, string>> = {}) => ({
  status,
  headers,
  body: Buffer.from(body),
});

/** The raw export of one project: days of its zone, 60 queries an hour, lines in no order, repeats left in. */
export const mixpanelExport = ({
  events,
  timeZone,
  authorization,
  now,
  fault = () => 'none',
  queriesAnHour = 60,
}: MixpanelProject): AnswerOfVendor => {
  let queries: ReadonlyArray<number> = [];
  return ({ method, url, headers = {} }) => {
    const { pathname, searchParams } = new URL(url);
    if (method !== 'GET' || pathname !== '/api/2.0/export') return saying(404, 'no such page');
    if (headers['authorization'] !== authorization) return saying(401, '{"error": "Invalid credentials"}');
    const at = now().getTime();
    queries = queries.filter((queried) => queried > at - 3_600_000);
    const [oldest] = queries;
    if (oldest !== undefined && queries.length >= queriesAnHour) {
      return saying(429, '', { 'retry-after': String(Math.ceil((oldest + 3_600_000 - at) / 1000)) });
    }
    queries = [...queries, at];

    const [from = '', to = '', where = ''] = ['from_date', 'to_date', 'where'].map(
      (name) => searchParams.get(name) ?? '',
    );
    const today = dayOf(Math.floor((timeZone === undefined ? at : localTimeAt(at, timeZone)) / 1000));
    if (to > today) return saying(400, 'to_date cannot be later than today');
    const [least = 0, below = Number.POSITIVE_INFINITY] = [boundIn(where, '>='), boundIn(where, '<')];
    const body = events
      .filter((event) => {
        const seconds = storedSeconds(event, timeZone);
        const day = dayOf(seconds);
        return event.processedAt <= at && day >= from && day <= to && seconds >= least && seconds < below;
      })
      .slice(0, Number(searchParams.get('limit') ?? Number.POSITIVE_INFINITY))
      .map((event) => lineOf(event, timeZone))
      .join('');
    switch (fault()) {
      case 'mid-line':
        return saying(200, body.slice(0, -20));
      case 'words':
        return saying(200, `${body.slice(0, body.lastIndexOf('\n', body.length / 2) + 1)}terminated early\n`);
      case 'broken':
        return undefined;
      case 'busy':
        return saying(429, '', { 'retry-after': '20' });
      case 'down':
        return saying(503, 'later');
      case 'none':
        return saying(200, body);
    }
  };
};
