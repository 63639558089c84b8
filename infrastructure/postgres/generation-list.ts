import type { Knex } from 'knex';
import { type GenerationId, generationNameSql } from '../../projections/generation.js';
import type { GenerationState, KnownGeneration } from '../../projections/generation-store.js';
import { LEASE_SECONDS } from '../../projections/leases.js';
import { type PositionColumns, positionOf } from './checkpoints.js';
import { quoted } from './quoted.js';

type GenerationRow = PositionColumns & {
  readonly read_model: string;
  readonly version: number;
  readonly number: number;
  readonly state: GenerationState;
  readonly made_at: Date;
  readonly tables: ReadonlyArray<string>;
  readonly bytes: bigint;
  readonly in_use: boolean;
};

/** A condition on rows of `generations`, and what it binds. */
export const identified = 'read_model = ? and version = ? and number = ?';
export const identity = ({ projection: { name, version }, number }: GenerationId) => [name, version, number];

const knownOf = (row: GenerationRow): KnownGeneration => ({
  projection: { name: row.read_model, version: row.version },
  number: row.number,
  state: row.state,
  madeAt: row.made_at,
  tables: row.tables,
  position: positionOf(row),
  bytes: Number(row.bytes),
  isInUse: row.in_use,
});

/** Every generation of a read model, of every version, in order. */
export const generationsOf = async (
  db: Knex,
  schema: string,
  readModel: string,
): Promise<ReadonlyArray<KnownGeneration>> => {
  const own = quoted(schema);
  const { rows } = await db.raw<{ rows: ReadonlyArray<GenerationRow> }>(
    `select g.read_model, g.version, g.number, g.state, g.made_at, g.tables, c.commit_position, c.prepare_position,
       (select coalesce(sum(pg_total_relation_size(
          to_regclass(format('%I.%I', ?::text, format('%s_v%s_g%s', t, g.version, g.number))))), 0)::bigint
        from unnest(g.tables) t) as bytes,
       coalesce(g.held_at > clock_timestamp() - make_interval(secs => ?), false) and g.holder is not null
         or exists (
           select 1 from ${own}.checkpoints held join ${own}.projectors p using (holder)
           where held.name = n.name and p.seen_at > clock_timestamp() - make_interval(secs => ?)) as in_use
     from ${own}.generations g
     cross join lateral (select ${generationNameSql('g')} as name) n
     left join lateral (
       select commit_position, prepare_position from ${own}.checkpoints where name = n.name
       order by commit_position nulls first, prepare_position limit 1) c on true
     where g.read_model = ? order by g.version, g.number`,
    [schema, LEASE_SECONDS, LEASE_SECONDS, readModel],
  );
  return rows.map(knownOf);
};
