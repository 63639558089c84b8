import type { Source } from '../application/ports/connections.js';
import { hubspot } from './hubspot/vendor.js';
import { mixpanel } from './mixpanel/vendor.js';
import type { Vendor } from './vendor.js';
import { zendesk } from './zendesk/vendor.js';

export const vendors: Readonly<Record<Source, Vendor>> = { hubspot, zendesk, mixpanel };
