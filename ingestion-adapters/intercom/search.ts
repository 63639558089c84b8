import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { type Answer, type AskIntercom, unavailable } from './ask.js';
import { IntercomTime } from './time.js';

/** Something that is searched by the time it was last changed. */
export type Searched = {
  readonly path: string;
  /** What a page of it is, and the key its records stand under. */
  readonly kind: string;
  readonly under: string;
  /** How finely the search tells times apart, in seconds. */
  readonly grain: number;
};

export type Found = {
  readonly bytes: Buffer;
  readonly records: ReadonlyArray<Readonly<Record<string, unknown>>>;
  readonly ids: ReadonlyArray<string>;
  /** The latest change on the page, in seconds. */
  readonly latest: number | undefined;
  readonly total: number | undefined;
  /** Where the search goes on. */
  readonly next: string | undefined;
};

const PER_PAGE = 150;

const secondsOf = (record: Readonly<Record<string, unknown>>): ReadonlyArray<number> => {
  const time = IntercomTime.decode(record['updated_at']);
  return E.isRight(time) && time.right !== undefined ? [Math.floor(Date.parse(time.right) / 1000)] : [];
};

const Pages = t.type({ pages: t.type({ next: t.type({ starting_after: t.string }) }) });

const foundIn = ({ bytes, json }: Answer, under: string): Found => {
  const listed = json[under];
  if (!Array.isArray(listed)) throw unavailable(`a page of ${under} has none`);
  const records = listed.filter(t.UnknownRecord.is);
  const times = records.flatMap(secondsOf);
  return {
    bytes,
    records,
    ids: records.map(({ id }) => String(id)),
    latest: times.length === 0 ? undefined : times.reduce((a, b) => Math.max(a, b)),
    total: typeof json['total_count'] === 'number' ? json['total_count'] : undefined,
    next: Pages.is(json) ? json.pages.next.starting_after : undefined,
  };
};

const updated = (operator: string, value: number) => ({ field: 'updated_at', operator, value });

/** Changed at this time or later, whether `>` takes it in, as it is known to, or not. */
export const sinceThen = (from: number) => ({
  operator: 'OR',
  value: [updated('=', from), updated('>', from)],
});
export const justThen = (at: number) => updated('=', at);

/** One page of what a query finds, the longest unchanged first. */
export const search = async (
  ask: AskIntercom,
  { path, under }: Searched,
  query: object,
  startingAfter?: string,
): Promise<Found> => {
  const pagination = {
    per_page: PER_PAGE,
    ...(startingAfter === undefined ? {} : { starting_after: startingAfter }),
  };
  const sort = { field: 'updated_at', order: 'ascending' };
  return foundIn(await ask(path, { query, sort, pagination }), under);
};
