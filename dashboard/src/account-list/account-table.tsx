import { useNow } from '../use-every.js';
import { AccountRow } from './account-row.js';
import type { Row } from './rows.js';

const COLUMNS = ['Account', 'Health', 'ARR', 'Renews', 'Segment', 'Lifecycle', 'Open cases', 'Last activity'];
const NUMBERS = ['ARR', 'Open cases'];

export const AccountTable = ({ rows, busy }: { readonly rows: ReadonlyArray<Row>; readonly busy: boolean }) => {
  const now = useNow();
  return (
    <div class="table-frame" aria-busy={busy}>
      <table class="accounts">
        <caption class="unseen">Accounts with their health</caption>
        <thead>
          <tr>
            {COLUMNS.map((column) => (
              <th key={column} scope="col" class={NUMBERS.includes(column) ? 'number' : undefined}>
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <AccountRow key={row.accountId} row={row} now={now} />
          ))}
        </tbody>
      </table>
    </div>
  );
};
