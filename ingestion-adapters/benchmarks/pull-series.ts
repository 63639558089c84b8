import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { parseJson } from '../../application/parse-json.js';
import { type BenchmarkMetric, Period } from '../../domain/benchmark/names.js';
import type { Benchmark } from '../../domain/benchmark/state.js';
import { CalendarDate, DecimalString, NonEmptyString, type Timestamp } from '../../domain/primitives.js';
import type { AskVendor, VendorRefused } from '../feed.js';

/** A series of the World Bank's shape (API v2, `format=json`): `[meta, rows]`, a row a country and year. */
export type Series = { readonly url: string; readonly metric: BenchmarkMetric; readonly source: NonEmptyString };

const Meta = t.type({ page: t.number, pages: t.number, lastupdated: CalendarDate });
const SeriesRow = t.type({
  country: t.type({ value: t.string }),
  countryiso3code: t.string,
  date: Period,
  value: t.union([t.number, t.null]),
});
const SeriesPage = t.tuple([Meta, t.union([t.readonlyArray(t.unknown), t.null])], 'SeriesPage');

export type PulledSeries = {
  readonly benchmarks: ReadonlyArray<Benchmark>;
  /** Rows for which there is no figure. */
  readonly skipped: number;
  readonly unreadable: number;
};

const DECIMAL_PLACES = 9;

/** Figures are rounded to the places a decimal has. */
const decimalOf = (value: number): DecimalString | undefined => {
  const text = value.toFixed(DECIMAL_PLACES).replace(/\.?0+$/, '');
  return DecimalString.is(text) ? text : undefined;
};

type Figure = Pick<Benchmark, 'segment' | 'period' | 'p50'>;

const figureIn = (row: unknown): Figure | 'nothing' | 'unreadable' => {
  const decoded = SeriesRow.decode(row);
  if (E.isLeft(decoded)) return 'unreadable';
  const { country, countryiso3code, date, value } = decoded.right;
  if (value === null) return 'nothing';
  const p50 = decimalOf(value);
  const segment = countryiso3code === '' ? country.value : countryiso3code;
  return p50 === undefined || !NonEmptyString.is(segment) ? 'unreadable' : { segment, period: date, p50 };
};

const refused = (status: number, reason: string): VendorRefused => ({ _tag: 'VendorRefused', status, reason });

const pageUrl = (url: string, page: number): string => {
  const address = new URL(url);
  address.searchParams.set('format', 'json');
  address.searchParams.set('page', `${page}`);
  return address.href;
};

/**
 * The figures of a series, page by page. When the series was last revised is when its figures were published, so that a revision takes
 * the place of what it revises. Throws `VendorRefused` where the answer is not a series, which the World Bank says with a status of 200.
 */
export async function* pullSeries(ask: AskVendor, { url, metric, source }: Series): AsyncGenerator<PulledSeries> {
  for (let [page, pages] = [1, 1]; page <= pages; page++) {
    const { status, body } = await ask({ method: 'GET', url: pageUrl(url, page) });
    if (status !== 200) throw refused(status, 'the series was not answered');
    const parsed = parseJson(body);
    const decoded = SeriesPage.decode(E.isLeft(parsed) ? undefined : parsed.right);
    if (E.isLeft(decoded)) throw refused(status, 'the answer is not a series of the shape [meta, rows]');
    const [meta, rows] = decoded.right;
    pages = meta.pages;
    const occurredAt = `${meta.lastupdated}T00:00:00.000Z` as Timestamp;
    const read = (rows ?? []).map((row) => figureIn(row));
    const benchmarks = read.flatMap(
      (figure): ReadonlyArray<Benchmark> =>
        typeof figure === 'string'
          ? []
          : [{ ...figure, metric, source, occurredAt, p25: null, p75: null, sampleSize: null }],
    );
    const counted = (what: string) => read.filter((figure) => figure === what).length;
    yield { benchmarks, skipped: counted('nothing'), unreadable: counted('unreadable') };
  }
}
