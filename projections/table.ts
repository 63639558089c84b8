export type ColumnType =
  | 'text'
  | 'date'
  | 'timestamptz'
  | 'jsonb'
  | 'bigint'
  | 'integer'
  | 'boolean'
  | 'numeric'
  | 'double precision'
  | 'double precision[]'
  | 'numeric[]'
  | 'date[]'
  | 'text[]';

export type Column = {
  readonly name: string;
  readonly type: ColumnType;
  /** What the database computes it from; such a column is never written. */
  readonly generated?: string;
};

export const isJson = ({ type }: Column): boolean => type === 'jsonb';

/** The columns of a table of a read model, which queries find as `<name>_v<version of its projection>`. */
export type Table = {
  readonly name: string;
  readonly key: ReadonlyArray<Column>;
  /** What the next fold needs to know: loaded back. */
  readonly state: ReadonlyArray<Column>;
  /** What queries filter, order and join by: written only. */
  readonly derived: ReadonlyArray<Column>;
  readonly indexes?: ReadonlyArray<ReadonlyArray<string>>;
};

export type RowKey = ReadonlyArray<string>;

/** Objects are for `jsonb` columns, arrays for array columns. */
export type Cell = string | number | bigint | boolean | null | object;

/** One place for a key in maps. Only the last part may hold any text, so no two keys meet. */
export const keyText = (key: RowKey): string => (key.length === 1 ? (key[0] ?? '') : key.join('\u001f'));

/** In the order of their bytes, part by part, as the collation C has it. */
export const compareKeys = (a: RowKey, b: RowKey): number => {
  for (const [i, part] of a.entries()) {
    const order = Buffer.compare(Buffer.from(part), Buffer.from(b[i] ?? ''));
    if (order !== 0) return order;
  }
  return 0;
};

/** Text as every store can keep it: U+0000 and halves of surrogate pairs become U+FFFD. */
export const storableText = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: PostgreSQL has no U+0000
  text.replace(/\u0000|[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/g, '\uFFFD');

/** The name under which queries find a table. */
export const versionedName = (table: Pick<Table, 'name'>, version: number): string => `${table.name}_v${version}`;
