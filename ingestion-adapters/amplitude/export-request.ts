import type { Connection } from '../../application/ports/connections.js';
import type { Timestamp } from '../../domain/primitives.js';
import { basicCredentials } from '../basic-credentials.js';
import type { VendorRequest } from '../feed.js';
import { plusHours } from './export-cursor.js';

/** Of projects in the EU it is `https://analytics.eu.amplitude.com`. */
const BASE_URL = 'https://amplitude.com';

/** `20260301T09` */
const hourText = (hour: Timestamp): string => hour.slice(0, 13).replaceAll('-', '');

/** GET /api/2/export (https://amplitude.com/docs/apis/analytics/export): what was uploaded in these hours, the last one included. */
export const exportRequest = (
  { credentials = {}, settings }: Connection,
  hour: Timestamp,
  hours: number,
): VendorRequest => {
  const query = new URLSearchParams({ start: hourText(hour), end: hourText(plusHours(hour, hours - 1)) });
  return {
    method: 'GET',
    url: `${(settings.baseUrl ?? BASE_URL).replace(/\/+$/, '')}/api/2/export?${query}`,
    headers: { authorization: basicCredentials(credentials['apiKey'] ?? '', credentials['secretKey'] ?? '') },
  };
};
