import type { AskVendor } from '../../../ingestion-adapters/feed.js';

export type Figure = { readonly country: string; readonly year: string; readonly value: number | null };

/** A series as API v2 of the World Bank answers it: meta and rows, paged, mistakes with a status of 200. */
export const worldBank = (figures: ReadonlyArray<Figure>, lastUpdated: string, perPage = 2): AskVendor => {
  const indicator = { id: 'XX.YYY', value: 'A figure' };
  const rowOf = ({ country, year, value }: Figure) => ({
    indicator,
    country: { id: country.slice(0, 2), value: `Land of ${country}` },
    countryiso3code: country,
    date: year,
    value,
    unit: '',
    obs_status: '',
    decimal: 1,
  });
  return async ({ url }) => {
    const { searchParams } = new URL(url);
    const page = Number(searchParams.get('page') ?? 1);
    const pages = Math.ceil(figures.length / perPage);
    const meta = { page, pages, per_page: perPage, total: figures.length, sourceid: '2', lastupdated: lastUpdated };
    const rows = figures.slice((page - 1) * perPage, page * perPage).map(rowOf);
    const mistake = [{ message: [{ id: '175', key: 'Invalid format', value: 'The indicator was not found.' }] }];
    const answer = url.includes('/indicator/XX.YYY') && searchParams.get('format') === 'json' ? [meta, rows] : mistake;
    return { status: 200, headers: {}, body: Buffer.from(JSON.stringify(answer)) };
  };
};
