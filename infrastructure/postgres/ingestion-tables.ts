import type { Knex } from 'knex';
import { ensureTables, type Tables } from './ensure-tables.js';

/** What stands in `waiting` is to be processed; the row of the receipt stays free for redeliveries meanwhile. */
const tables: Tables = {
  schema: 'ingestion',
  lock: 'ingestion tables',
  statements: `
    create table if not exists ingestion.connections (
      source text not null,
      name text not null,
      secrets bytea not null,
      settings jsonb not null,
      primary key (source, name)
    );
    alter table ingestion.connections add column if not exists paused boolean not null default false;
    create table if not exists ingestion.receipts (
      id uuid primary key,
      source text not null,
      connection text not null,
      kind text not null,
      headers jsonb not null,
      body bytea not null,
      received_at timestamptz not null,
      deliveries integer not null,
      processed_at timestamptz,
      attempts integer not null default 0,
      last_error text
    );
    alter table ingestion.receipts alter column body set storage external;
    alter table ingestion.receipts add column if not exists commit_position bigint;
    alter table ingestion.receipts add column if not exists prepare_position bigint;
    create index if not exists receipts_of_connection on ingestion.receipts (source, connection, received_at);
    create table if not exists ingestion.waiting (
      place bigint generated always as identity primary key,
      receipt uuid not null unique,
      bytes integer not null,
      attempts integer not null default 0
    );
    create table if not exists ingestion.quarantine (
      id uuid primary key,
      receipt uuid not null,
      source text not null,
      connection text not null,
      place text not null,
      bytes bytea not null,
      reason text not null,
      seen integer not null default 1,
      at timestamptz not null default now()
    );
    create index if not exists quarantine_at on ingestion.quarantine (at desc);
    create index if not exists quarantine_of_connection on ingestion.quarantine (source, connection, at desc);
    create index if not exists quarantine_receipt on ingestion.quarantine (receipt);
    create table if not exists ingestion.not_understood (
      source text not null,
      connection text not null,
      what text not null,
      count bigint not null,
      primary key (source, connection, what)
    );
    create table if not exists ingestion.record_claims (
      key bytea primary key,
      receipt uuid not null
    );
    alter table ingestion.record_claims add column if not exists owner bytea;
    create table if not exists ingestion.feed_cursors (
      source text not null,
      connection text not null,
      feed text not null,
      cursor text not null,
      last_news timestamptz,
      primary key (source, connection, feed)
    );
    create table if not exists ingestion.pull_leases (connection text primary key, holder text);
    create table if not exists ingestion.pullers (holder text primary key, seen_at timestamptz not null);
    alter table ingestion.feed_cursors add column if not exists moved_at timestamptz;
    create table if not exists ingestion.feed_states (
      source text not null,
      connection text not null,
      feed text not null,
      complete_up_to timestamptz,
      failed_at timestamptz,
      reason text,
      failures integer not null,
      circuit text not null,
      asks_again_at timestamptz,
      primary key (source, connection, feed)
    );
    create table if not exists ingestion.feed_silences (
      source text not null,
      connection text not null,
      feed text not null,
      day date not null,
      seconds double precision not null,
      primary key (source, connection, feed, day)
    );
  `,
};

export const ensureIngestionTables = (knex: Knex): Promise<void> => ensureTables(knex, tables);
