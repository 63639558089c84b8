import type { Company, SimulationOptions } from '../../../simulator/company.js';
import type { Delivery, SimulatedSource } from '../../../simulator/delivery.js';
import { eventStream } from '../../../simulator/vendors/event-stream.js';
import { crmDeliveries } from '../../../simulator/vendors/hubspot.js';
import { intercomNotifications } from '../../../simulator/vendors/intercom-notifications.js';
import { usageExports } from '../../../simulator/vendors/mixpanel.js';
import { salesforceChanges } from '../../../simulator/vendors/salesforce-changes.js';
import { supportDeliveries } from '../../../simulator/vendors/zendesk.js';
import type { SimulatedVendor, World } from './simulated-vendor.js';
import { simulatedAmplitude } from './vendors/amplitude.js';
import { simulatedHubspot } from './vendors/hubspot.js';
import { simulatedIntercom } from './vendors/intercom.js';
import { simulatedMixpanel } from './vendors/mixpanel.js';
import { simulatedSalesforce } from './vendors/salesforce.js';
import { simulatedZendesk } from './vendors/zendesk.js';

type Vendor = {
  /** What it holds, with what is true at a time after the history. */
  readonly make: (world: World, endsAt: number) => SimulatedVendor;
  /** What it sends by itself. */
  readonly pushed: (company: Company) => Iterable<Delivery<SimulatedSource>>;
  readonly size: Pick<SimulationOptions, 'accounts' | 'months'>;
};

const customers = { accounts: 10, months: 3 };
const users = { accounts: 3, months: 1 };

/** Every vendor with an API that is pulled. */
export const simulatedVendors: Readonly<Record<string, Vendor>> = {
  HubSpot: { make: simulatedHubspot, pushed: crmDeliveries, size: { accounts: 8, months: 2 } },
  Salesforce: { make: simulatedSalesforce, pushed: salesforceChanges, size: customers },
  Zendesk: { make: simulatedZendesk, pushed: supportDeliveries, size: { accounts: 25, months: 3 } },
  Intercom: { make: simulatedIntercom, pushed: intercomNotifications, size: customers },
  Mixpanel: { make: simulatedMixpanel, pushed: usageExports, size: users },
  Amplitude: { make: simulatedAmplitude, pushed: eventStream, size: users },
};
