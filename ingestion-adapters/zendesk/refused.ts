import type { VendorRefused } from '../feed.js';

export const refused = (status: number, reason: string): VendorRefused => ({ _tag: 'VendorRefused', status, reason });

/** An answer from which nothing can go on, though it says that there is more. */
export const noWayOn = (path: string): VendorRefused =>
  refused(200, `Zendesk says that ${path} has more, but not where it goes on.`);
