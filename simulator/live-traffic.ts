import type { Account } from './accounts.js';
import { DAY } from './calendar.js';
import type { Company, Customer } from './company.js';
import type { Delivery } from './delivery.js';
import { nextCrmMoment } from './live-crm.js';
import { nextDeskMove, openTicketsAtEnd } from './live-support.js';
import { type Random, randomOf } from './prng.js';
import type { Ticket } from './support.js';
import { burst, featureWeights } from './usage.js';
import { webhookBodies } from './vendors/hubspot.js';
import { exportBody, exportLine } from './vendors/mixpanel.js';
import { ticketEvent } from './vendors/zendesk.js';
import { engagementAt, satisfactionAt } from './walk.js';

export type LiveOptions = {
  /** Business time of the traffic begins here; not before the end of the history. */
  readonly from: Date;
  /** Deliveries a second, about. */
  readonly perSecond: number;
  readonly seed: string;
};

const IDS_FROM = 100_000_000_000;
const IDS_SINCE = Date.UTC(2020, 0, 1);

/** New ids tell the time they were made at, so that a stream that is started again later does not reuse them. */
const idsByTime = () => {
  let last = 0;
  return (at: number): number => {
    last = Math.max(last + 1, IDS_FROM + Math.floor(at) - IDS_SINCE);
    return last;
  };
};

const customersNow = (company: Company) => {
  const customers = company.customers.filter(({ walk }) => walk.leftAt === undefined);
  const weights = customers.map(({ account, walk }) => account.users.length * engagementAt(walk, company.endsAt));
  const satisfaction = new Map(customers.map(({ account, walk }) => [account, satisfactionAt(walk, company.endsAt)]));
  return {
    draw: (random: Random): Customer | undefined => customers[random.weighted(weights)],
    satisfactionOf: (account: Account): number => satisfaction.get(account) ?? 0,
  };
};

const usageNow = (random: Random, company: Company, { account }: Customer, at: number): string => {
  const invited = account.users.filter((user) => account.signedAt + user.invitedAfter * DAY <= at);
  const user = invited[random.int(0, invited.length - 1)];
  if (user === undefined) return '';
  const weights = featureWeights(company.seed, account, at);
  return exportBody(burst(random, { account, user, weights }, at, random.int(1, 4)).map(exportLine));
};

/** Endless traffic of the customers who are left at the end of the history, at times from `from` on. The caller waits for each `at`. */
export function* liveTraffic(company: Company, { from, perSecond, seed }: LiveOptions): Generator<Delivery> {
  if (!(perSecond > 0)) throw new RangeError('perSecond must be a number above 0');
  if (from.getTime() < company.endsAt) throw new RangeError('from must not be before the end of the history');
  const random = randomOf(seed, 'live', from.getTime());
  const now = customersNow(company);
  const nextId = idsByTime();
  let desk: ReadonlyArray<Ticket> = openTicketsAtEnd(company);
  for (let time = from.getTime(); ; time += random.exponential(1_000 / perSecond)) {
    const at = Math.floor(time);
    const customer = now.draw(random);
    if (customer === undefined) return;
    const topic = random.weighted([84, 8, 8]);
    if (topic === 0) {
      const body = usageNow(random, company, customer, at);
      if (body !== '') yield { source: 'mixpanel', kind: 'export-ndjson', at: new Date(at), body };
    } else if (topic === 1) {
      const move = nextDeskMove(random, desk, customer.account, now.satisfactionOf, nextId(at), at);
      desk = move.desk;
      const body = ticketEvent(random, move.before, move.step);
      yield { source: 'zendesk', kind: 'webhook', at: new Date(at), body };
    } else {
      const moment = nextCrmMoment(random, company, customer, nextId(at), at);
      for (const body of webhookBodies(random, moment, 0)) {
        yield { source: 'hubspot', kind: 'webhook', at: new Date(at), body };
      }
    }
  }
}
