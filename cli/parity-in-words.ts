import { positionToText } from '../application/position.js';
import { generationName } from '../projections/generation.js';
import type { Parity } from '../projections/rebuilding/compare-with-live.js';
import type { ColumnDifference, RowDifference, TableParity } from '../projections/rebuilding/parity.js';

const json = (value: unknown): string => JSON.stringify(value) ?? 'nothing';

const columnInWords = ({ column, live, rebuilt, intended }: ColumnDifference): string =>
  `      ${column}: live ${json(live)}, rebuilt ${json(rebuilt)}${intended === undefined ? '' : ` (intended: ${intended})`}`;

const rowInWords = ({ key, live, rebuilt, columns }: RowDifference): ReadonlyArray<string> => [
  `    ${key.join(' · ')}`,
  ...(live === undefined ? ['      live has no such row'] : []),
  ...(rebuilt === undefined ? ['      rebuilt has no such row'] : []),
  ...columns.map(columnInWords),
];

const more = (all: number, shown: number): ReadonlyArray<string> =>
  all > shown ? [`    and ${all - shown} more rows`] : [];

const tableInWords = (parity: TableParity): ReadonlyArray<string> => {
  const { table, rows, rebuiltRows, equalRows, intendedRows, differentRows, differences, intended, remarks } = parity;
  const verdict = differentRows > 0 ? 'DIFFERENT' : intendedRows > 0 ? 'intended ' : 'equal    ';
  return [
    `${verdict}  ${table}: ${rows} rows live, ${rebuiltRows} rebuilt, ${equalRows} equal, ${differentRows} different, ${intendedRows} different as intended`,
    ...remarks.map((remark) => `    ${remark}`),
    ...differences.flatMap(rowInWords),
    ...more(differentRows, differences.length),
    ...intended.slice(0, 1).flatMap(rowInWords),
    ...more(intendedRows, Math.min(1, intended.length)),
  ];
};

/** Which rows differ, in what, and which events the first of them comes from. */
export const parityInWords = ({ reference, tables, first }: Parity): string =>
  [
    `beside ${generationName(reference)}:`,
    ...tables.flatMap(tableInWords),
    ...(first === undefined
      ? []
      : [
          `${first.table} ${first.row.key.join(' · ')} comes from ${first.events.count} events${
            first.events.count > first.events.latest.length ? ', the last of them' : ''
          }:`,
          ...first.events.latest.map(
            ({ type, id, streamName, revision, position }) =>
              `    ${type} ${id} ${streamName}@${revision} at ${positionToText(position)}`,
          ),
        ]),
    '',
  ].join('\n');
