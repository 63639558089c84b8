import { parse } from 'csv-parse/sync';
import { parquetReadObjects } from 'hyparquet';
import { describe, expect, it } from 'vitest';
import { get, givenApi } from '../support/given-api.js';

const book = {
  now: '2026-06-30T12:00:00Z',
  accounts: [
    { accountId: 'acme', segment: 'large, "old"' },
    { accountId: 'birch', segment: '=HYPERLINK("x")' },
  ],
  daily: [
    { accountId: 'acme', metric: 'arr_churned', day: '2026-06-01', value: -120.5 },
    { accountId: 'acme', metric: 'arr', day: '2026-04-10', value: 120.5 },
    { accountId: 'birch', metric: 'arr', day: '2026-05-10', value: 70 },
  ],
};
const asCsv = (url: string, accept = 'text/csv') => get(`/api/v1/trends/${url}`, { headers: { accept } });
const rowsIn = (body: string): ReadonlyArray<unknown> => parse(body, { columns: true, record_delimiter: '\r\n' });

describe('a table', () => {
  it('has a row each point of each series; a gap is an empty cell', async () => {
    const response = await givenApi(book)
      .when(asCsv('series?metric=arr_churned&split=segment&grain=month&from=2026-05-01&to=2026-06-30'))
      .thenStatus(200);
    expect(response.headers['content-type']).toBe('text/csv; charset=utf-8; header=present');
    expect(response.headers['treering-position']).toBeDefined();
    expect(response.body).toBe(
      [
        'metric,feature,part,start,value,count',
        'arr_churned,,"large, ""old""",2026-05-01,,',
        'arr_churned,,"large, ""old""",2026-06-01,-120.5,',
        '',
      ].join('\r\n'),
    );
  });

  it('is of what the log knew where that is asked for', async () => {
    const told = [{ accountId: 'acme', metric: 'events', day: '2026-06-02', value: 3, recordedOn: '2026-06-09' }];
    const rows = async (knownAt: string) => {
      const asked = `series?metric=events&grain=all&from=2026-06-01&to=2026-06-30&knownAt=${knownAt}`;
      return rowsIn((await givenApi({ daily: told }).when(asCsv(asked)).thenStatus(200)).body);
    };
    expect(await rows('2026-06-08')).toEqual([]);
    expect(await rows('2026-06-09')).toMatchObject([{ metric: 'events', value: '3' }]);
  });

  it('holds no formula for a spreadsheet to run', async () => {
    const response = await givenApi(book).when(asCsv('series?metric=arr&split=segment&grain=all')).thenStatus(200);
    const parts = rowsIn(response.body).map((row) => (row as { part: string }).part);
    expect(parts.sort()).toEqual([`'=HYPERLINK("x")`, 'large, "old"']);
  });

  it.each([
    'usage-patterns/3m?metric=arr',
    'compare?metric=arr&metric=arr_churned',
    'cohorts?split=segment',
    'retention?months=1',
  ])('of %s says what the answer says', async (url) => {
    const csv = await givenApi(book).when(asCsv(url)).thenStatus(200);
    const json = await givenApi(book).when(asCsv(url, '*/*')).thenStatus(200);
    const { series, comparisons, triangles, parts } = json.json();
    type Held = { readonly [list: string]: ReadonlyArray<Held> } & object;
    const nested = (items: ReadonlyArray<Held> = [], ...lists: ReadonlyArray<string>): ReadonlyArray<object> => {
      const [list, ...inner] = lists;
      if (list === undefined) return items;
      return items.flatMap(({ [list]: held, ...outer }) =>
        nested(held as ReadonlyArray<Held>, ...inner).map((one) => ({ ...outer, ...one })),
      );
    };
    const said = [
      ...nested(series, 'points'),
      ...(comparisons ?? []),
      ...nested(triangles, 'cohorts', 'ages'),
      ...(parts ?? []),
    ];
    expect(said.length).toBeGreaterThan(0);
    const rows = rowsIn(csv.body);
    expect(rows).toHaveLength(said.length);
    for (const [i, row] of rows.entries())
      for (const [column, cell] of Object.entries(row as object))
        expect(cell.replace(/^'=/, '=')).toBe(`${(said[i] as Record<string, unknown>)[column] ?? ''}`);
  });

  it('without rows still names its columns', async () => {
    const response = await givenApi({}).when(asCsv('compare?metric=arr')).thenStatus(200);
    expect(response.body).toBe('metric,feature,part,before,value,change,ratio\r\n');
  });

  it('is another entity than the answer: whoever has one has not the other', async () => {
    const table = await givenApi(book).when(asCsv('series?metric=arr')).thenStatus(200);
    expect(table.headers).toMatchObject({ vary: 'authorization, accept' });
    const held = { 'if-none-match': `${table.headers['etag']}` };
    const again = (accept: string) => get('/api/v1/trends/series?metric=arr', { headers: { ...held, accept } });
    await givenApi(book).when(again('application/json')).thenStatus(200);
    await givenApi(book).when(again('text/csv')).thenStatus(304);
  });

  it('is not what a problem is told in', async () => {
    await givenApi(book).when(asCsv('series?metric=arr&grain=year')).thenProblem(400, 'invalid-request', ['/grain']);
  });

  it('is not there of what has none', async () => {
    await givenApi(book)
      .when(asCsv('metrics'))
      .then200({ metrics: [{ metric: 'events' }] });
  });

  it('is Parquet where that is asked for', async () => {
    const url = 'series?metric=arr_churned&split=segment&grain=month&from=2026-05-01&to=2026-06-30';
    const accept = 'application/vnd.apache.parquet';
    const { headers, rawPayload } = await givenApi(book).when(asCsv(url, accept)).thenStatus(200);
    expect(headers['content-type']).toBe(accept);
    const { buffer, byteOffset, byteLength } = rawPayload;
    const rows = await parquetReadObjects({ file: buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer });
    const nothing = { metric: 'arr_churned', feature: null, part: 'large, "old"', count: null };
    expect(rows).toEqual([
      { ...nothing, start: '2026-05-01', value: null },
      { ...nothing, start: '2026-06-01', value: -120.5 },
    ]);
  });
});
