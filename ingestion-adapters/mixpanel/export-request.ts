import type { Connection } from '../../application/ports/connections.js';
import { basicCredentials } from '../basic-credentials.js';
import type { VendorRequest } from '../feed.js';
import { type ExportCursor, isTheRestOfItsDay } from './export-cursor.js';

/** The hosts of other regions are `https://data-eu.mixpanel.com` and `https://data-in.mixpanel.com`. */
const BASE_URL = 'https://data.mixpanel.com';

/** A service account, or the secret of the project. */
const authorizationOf = ({ credentials = {} }: Connection): string => {
  const { username, secret = '' } = credentials;
  return username === undefined ? basicCredentials(secret, '') : basicCredentials(username, secret);
};

/**
 * `datetime` is in none of the documented expressions, but in the export of others (airbytehq/airbyte, source-mixpanel).
 * Open at both ends of the day: what the vendor counts to the day is in one of its stretches, whatever its clocks did.
 */
const conditionsOf = (stretch: ExportCursor): ReadonlyArray<string> => {
  const midnight = Date.parse(stretch.day) / 1000;
  const from = midnight + stretch.second;
  return [
    ...(stretch.second === 0 ? [] : [`properties["$time"] >= datetime(${from})`]),
    ...(isTheRestOfItsDay(stretch) ? [] : [`properties["$time"] < datetime(${from + stretch.seconds})`]),
  ];
};

/** GET /api/2.0/export (https://docs.mixpanel.com/reference/raw-event-export); `limit` is the most lines, at most 100,000. */
export const exportRequest = (
  connection: Connection,
  stretch: ExportCursor,
  limit: number | undefined,
): VendorRequest => {
  const { baseUrl = BASE_URL, vendorId } = connection.settings;
  const conditions = conditionsOf(stretch);
  const query = new URLSearchParams({
    from_date: stretch.day,
    to_date: stretch.day,
    ...(vendorId === undefined ? {} : { project_id: vendorId }),
    ...(conditions.length === 0 ? {} : { where: conditions.join(' and ') }),
    ...(limit === undefined ? {} : { limit: String(limit) }),
  });
  return {
    method: 'GET',
    url: `${baseUrl.replace(/\/+$/, '')}/api/2.0/export?${query}`,
    headers: { authorization: authorizationOf(connection), accept: 'text/plain' },
  };
};
