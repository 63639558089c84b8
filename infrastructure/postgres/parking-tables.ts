import { quoted } from './quoted.js';

export const parkingTables = (schema: string): ReadonlyArray<string> => [
  `create table if not exists ${quoted(schema)}.parked (
    name text not null,
    partition integer not null,
    stream_name text not null,
    revision bigint not null,
    commit_position bigint not null,
    prepare_position bigint not null,
    event_id text not null,
    event_type text not null,
    reason text not null,
    parked_at timestamptz not null default clock_timestamp(),
    repair_asked_at timestamptz,
    primary key (name, partition, stream_name)
  )`,
  `alter table ${quoted(schema)}.parked add column if not exists repair_asked_at timestamptz`,
  `create table if not exists ${quoted(schema)}.skipped_events (
    reader text not null,
    event_id text not null,
    partition integer not null,
    stream_name text not null,
    event_type text not null,
    reason text not null,
    actor text not null,
    skipped_at timestamptz not null default clock_timestamp(),
    primary key (reader, event_id, partition)
  )`,
];
