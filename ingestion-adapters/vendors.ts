import type { Source } from '../application/ports/connections.js';
import { amplitude } from './amplitude/vendor.js';
import { customCrm } from './custom-crm/vendor.js';
import { customSupport } from './custom-support/vendor.js';
import { hubspot } from './hubspot/vendor.js';
import { intercom } from './intercom/vendor.js';
import { mixpanel } from './mixpanel/vendor.js';
import { salesforce } from './salesforce/vendor.js';
import type { Vendor } from './vendor.js';
import { zendesk } from './zendesk/vendor.js';

export const vendors: Readonly<Record<Source, Vendor>> = {
  hubspot,
  salesforce,
  'custom-crm': customCrm,
  mixpanel,
  amplitude,
  zendesk,
  intercom,
  'custom-support': customSupport,
};
