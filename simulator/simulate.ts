import type { Company } from './company.js';
import { type Delivery, inTimeOrder } from './delivery.js';
import { crmDeliveries } from './vendors/hubspot.js';
import { usageExports } from './vendors/mixpanel.js';
import { supportDeliveries } from './vendors/zendesk.js';

/** The whole history of a company as its vendors told it, in the order it came. Usage is drawn day by day, as it is asked for. */
export const simulate = (company: Company): Generator<Delivery> =>
  inTimeOrder(crmDeliveries(company), supportDeliveries(company), usageExports(company));
