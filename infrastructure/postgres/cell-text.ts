import { type Cell, type ColumnType, storableText } from '../../projections/table.js';

const UNSTORABLE = /\\u(?:0000|d[89a-f])/i;

const storable = (value: unknown): unknown => {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, held]) => [storableText(key), storable(held)]));
};

/** `jsonb` takes neither U+0000 nor halves of surrogate pairs, and JSON.stringify escapes exactly those. */
const jsonText = (value: unknown): string => {
  const json = JSON.stringify(value);
  return UNSTORABLE.test(json) ? JSON.stringify(storable(value)) : json;
};

const quotedElement = (text: string): string => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`;

const element = (value: unknown): string => {
  if (value === null) return 'NULL';
  return typeof value === 'number' ? String(value) : quotedElement(storableText(String(value)));
};

/** A cell as the text PostgreSQL reads it from, when cast to the column's type. */
export const cellText = (type: ColumnType, cell: Cell): string | null => {
  if (cell === null) return null;
  if (type === 'jsonb') return jsonText(cell);
  if (Array.isArray(cell)) return `{${cell.map(element).join(',')}}`;
  return typeof cell === 'string' ? storableText(cell) : String(cell);
};

/** Texts as one array literal. */
export const textArray = (texts: ReadonlyArray<string | null>): string =>
  `{${texts.map((text) => (text === null ? 'NULL' : quotedElement(text))).join(',')}}`;
