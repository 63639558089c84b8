import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import * as t from 'io-ts';
import type { Connection, Connections } from '../application/ports/connections.js';
import { publicUrl } from '../infrastructure/config.js';
import { type BodyToIngest, ingestDeliveries } from '../ingestion-adapters/ingest-deliveries.js';
import { type Company, simulateCompany } from '../simulator/company.js';
import type { Delivery } from '../simulator/delivery.js';
import { liveTraffic } from '../simulator/live-traffic.js';
import { signDelivery } from '../simulator/sign-delivery.js';
import { simulate } from '../simulator/simulate.js';
import { processDeps } from './ingestion.js';
import type { RoleContext, Running } from './role.js';

const SEED = 'demo';
const ACCOUNTS = 120;
const MONTHS = 13;
/** A product that is looked at some times a week: enough to see, little enough to load in a moment. */
const USAGE = { eventsPerUserDay: 1, dailyHabit: 0.15 };
/** A hard market: enough customers left within the year to learn from. */
const YEARLY_CHURN = 0.2;
const DELIVERIES_A_SECOND = 2;

/** Noted before the load begins, so that a load that was cut short goes on with the same company. */
const DemoNote = t.strict({ endsAt: t.string, loaded: t.boolean });
type DemoNote = t.TypeOf<typeof DemoNote>;

const noteFile = ({ env }: Pick<RoleContext, 'env'>): string => join(env.TREERING_DATA, 'demo.json');

const readNote = async (context: Pick<RoleContext, 'env'>): Promise<DemoNote | undefined> => {
  const text = await readFile(noteFile(context), 'utf8').catch(() => undefined);
  const note: unknown = text === undefined ? undefined : JSON.parse(text);
  return DemoNote.is(note) ? note : undefined;
};

const writeNote = async (context: Pick<RoleContext, 'env'>, note: DemoNote): Promise<void> => {
  await writeFile(`${noteFile(context)}.new`, JSON.stringify(note));
  await rename(`${noteFile(context)}.new`, noteFile(context));
};

type DemoSource = Delivery['source'];

const settingsOf: Readonly<Record<DemoSource, Connection['settings']>> = {
  hubspot: { currency: 'EUR' },
  zendesk: { accountIdsAre: 'hubspot/demo' },
  mixpanel: { accountIdsAre: 'hubspot/demo' },
};

const demoConnection = async (connections: Connections, source: DemoSource): Promise<Connection> => {
  const known = await connections.find(source, 'demo');
  if (known !== undefined) return known;
  const made = { source, name: 'demo', secrets: [randomBytes(24).toString('base64url')], settings: settingsOf[source] };
  await connections.save(made);
  return made;
};

type DemoConnections = Readonly<Record<DemoSource, Connection>>;

function* bodiesOf(company: Company, connections: DemoConnections): Generator<BodyToIngest> {
  for (const { source, body } of simulate(company)) {
    const bytes = Buffer.from(body);
    yield { connection: connections[source], body: bytes, records: 1, bytes: bytes.length };
  }
}

export type Demo = { readonly company: Company; readonly connections: DemoConnections };

/** Makes the connections named `demo`, and on first start loads the history of the simulated company through them. */
export const loadDemo = async (context: RoleContext): Promise<Demo> => {
  const { adapters, log } = context;
  const note = (await readNote(context)) ?? { endsAt: new Date().toISOString(), loaded: false };
  const company = simulateCompany({
    seed: SEED,
    accounts: ACCOUNTS,
    months: MONTHS,
    endsAt: note.endsAt,
    yearlyChurn: YEARLY_CHURN,
    ...USAGE,
  });
  const [hubspot, zendesk, mixpanel] = await Promise.all([
    demoConnection(adapters.connections, 'hubspot'),
    demoConnection(adapters.connections, 'zendesk'),
    demoConnection(adapters.connections, 'mixpanel'),
  ]);
  const connections = { hubspot, zendesk, mixpanel };
  if (!note.loaded) {
    await writeNote(context, note);
    log.info({ accounts: ACCOUNTS, months: MONTHS }, 'loading the simulated company');
    const ingest = ingestDeliveries({ ...processDeps(context), receipts: adapters.receipts, now: () => new Date() });
    const { events, quarantined } = await ingest(bodiesOf(company, connections), { expectNew: true });
    await writeNote(context, { ...note, loaded: true });
    log.info({ events, quarantined }, 'loaded the simulated company');
  }
  return { company, connections };
};

const post = async ({ env }: RoleContext, delivery: Delivery, connection: Connection): Promise<void> => {
  const path = `/ingest/${connection.source}/${connection.name}`;
  const signed = signDelivery(delivery, {
    url: `${publicUrl(env)}${path}`,
    secret: connection.secrets[0] ?? '',
    now: new Date(),
  });
  const response = await fetch(`http://localhost:${env.PORT}${path}`, {
    method: 'POST',
    headers: { ...signed },
    body: delivery.body,
  });
  if (!response.ok) throw new Error(`the webhook answered ${response.status}`);
};

/** Goes on sending what the simulated customers do, as their vendors would: signed, over HTTP, to our own webhooks. */
export const startLiveTraffic = (context: RoleContext, { company, connections }: Demo): Running => {
  const stopping = new AbortController();
  const send = async (): Promise<void> => {
    for (const delivery of liveTraffic(company, { from: new Date(), perSecond: DELIVERIES_A_SECOND, seed: SEED })) {
      const wait = delivery.at.getTime() - Date.now();
      if (wait > 0) await sleep(wait, undefined, { signal: stopping.signal });
      await post(context, delivery, connections[delivery.source]).catch((error: unknown) => {
        context.log.warn({ err: error }, 'a simulated delivery was not taken');
      });
      stopping.signal.throwIfAborted();
    }
  };
  const sending = send().catch((error: unknown) => {
    if (!stopping.signal.aborted) context.log.error({ err: error }, 'the simulated traffic ended');
  });
  return {
    stop: async () => {
      stopping.abort();
      await sending;
    },
  };
};
