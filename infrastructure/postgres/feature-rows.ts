import type { FeatureRow } from '../../application/ports/feature-store.js';
import type { AccountId } from '../../domain/ids.js';
import type { CalendarDate } from '../../domain/primitives.js';

/** As rows keep it. */
export type StoredRow = {
  readonly account_id: AccountId;
  readonly day: CalendarDate;
  readonly values: FeatureRow['values'];
  readonly digest: string;
  readonly commit_position: bigint;
  readonly prepare_position: bigint;
};

export const featureRowOf = (row: StoredRow): FeatureRow => ({
  accountId: row.account_id,
  day: row.day,
  values: row.values,
  digest: row.digest,
  position: { commit: row.commit_position, prepare: row.prepare_position },
});

/** As `json_to_recordset` reads it. */
export const toRecords = (rows: ReadonlyArray<FeatureRow>): string =>
  JSON.stringify(
    rows.map(({ accountId, day, values, digest, position: { commit, prepare } }) => ({
      ...{ account_id: accountId, day, values, digest },
      ...{ commit_position: `${commit}`, prepare_position: `${prepare}` },
    })),
  );
