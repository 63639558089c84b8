type Row = Readonly<Record<string, unknown>>;

type Query =
  | { readonly operator: 'AND' | 'OR'; readonly value: ReadonlyArray<Query> }
  | { readonly field: string; readonly operator: '=' | '>' | '<'; readonly value: number };

/** `>` and `<` take the value itself in, as Intercom's do. */
const matches = (row: Row, query: Query, grain: number): boolean => {
  if ('field' in query) {
    const floor = (seconds: number) => Math.floor(seconds / grain);
    const held = floor(Number(row[query.field]));
    const asked = floor(query.value);
    return query.operator === '=' ? held === asked : query.operator === '>' ? held >= asked : held <= asked;
  }
  const each = query.value.map((inner) => matches(row, inner, grain));
  return query.operator === 'AND' ? each.every(Boolean) : each.some(Boolean);
};

export type SearchRequest = {
  readonly query: Query;
  readonly sort?: { readonly field: string; readonly order: 'ascending' | 'descending' };
  readonly pagination?: { readonly per_page?: number; readonly starting_after?: string };
};

/** Pages are counted through, so that a row which changes meanwhile pulls those behind it forward. */
export const searchRows = (rows: ReadonlyArray<Row>, request: SearchRequest, grain: number, most: number) => {
  const { query, sort, pagination = {} } = request;
  const key = (row: Row) => Number(row[sort?.field ?? 'updated_at']);
  const sign = sort?.order === 'ascending' ? 1 : -1;
  const found = rows
    .filter((row) => matches(row, query, grain))
    .toSorted((a, b) => sign * (key(a) - key(b)) || (String(a['id']) < String(b['id']) ? -1 : 1));
  const perPage = Math.min(pagination.per_page ?? 20, most);
  const from = Number(Buffer.from(pagination.starting_after ?? 'MA==', 'base64').toString());
  const until = from + perPage;
  const next =
    until < found.length
      ? { page: until / perPage + 1, starting_after: Buffer.from(String(until)).toString('base64') }
      : null;
  return {
    rows: found.slice(from, until),
    total_count: found.length,
    pages: { type: 'pages', page: from / perPage + 1, per_page: perPage, total_pages: 1, next },
  };
};
