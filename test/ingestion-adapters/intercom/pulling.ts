import type { Feed, Page, PullDeps } from '../../../ingestion-adapters/feed.js';
import { feeds } from '../../../ingestion-adapters/intercom/feeds.js';
import { type IntercomStub, intercomStub, type StubOptions, type Workspace } from '../../support/vendors/intercom.js';
import { delivered, type IngestionUnderTest } from '../ingesting.js';
import { intercom } from './after-ingesting.js';

export const feedNamed = (name: string): Feed => {
  const feed = feeds.find((each) => each.name === name);
  if (feed === undefined) throw new Error(`There is no feed ${name}.`);
  return feed;
};

export const workspaceOf = (rows: Partial<Record<keyof Workspace, ReadonlyArray<{ readonly id: unknown }>>>) => {
  const byId = (each: ReadonlyArray<{ readonly id: unknown }> = []) =>
    new Map(each.map((row) => [String(row.id), row as Readonly<Record<string, unknown>>]));
  return {
    conversations: byId(rows.conversations),
    contacts: byId(rows.contacts),
    companies: byId(rows.companies),
    tickets: byId(rows.tickets),
  };
};

export const NOW = Date.parse('2026-03-10T12:00:00Z');

type Puller = {
  /** One pull, cut off after so many pages; the pages that were kept. Goes on where the last one was left. */
  readonly pull: (name: string, pages?: number) => Promise<ReadonlyArray<Page>>;
  readonly cursors: Map<string, string>;
  readonly stub: IntercomStub;
};

/** Pulls as the runtime does: each page is kept with its cursor, and processed, before the next one is asked for. */
export const pullerOf = (
  ingestion: IngestionUnderTest,
  workspace: Workspace,
  options: StubOptions = {},
  connection: PullDeps['connection'] = intercom,
): Puller => {
  const stub = intercomStub(workspace, { now: () => NOW, ...options });
  const cursors = new Map<string, string>();
  return {
    stub,
    cursors,
    pull: async (name, pages = Number.POSITIVE_INFINITY) => {
      const kept: Array<Page> = [];
      const deps = { ask: stub.ask, connection, cursor: cursors.get(name), now: () => new Date(NOW) };
      for await (const page of feedNamed(name).pull(deps)) {
        if (page.body !== undefined) await ingestion.ingest(delivered(connection, page.body.toString()));
        cursors.set(name, page.cursor);
        kept.push(page);
        if (kept.length >= pages) break;
      }
      return kept;
    },
  };
};
