import * as E from 'fp-ts/lib/Either.js';
import type { EventStore } from '../../application/ports/event-store.js';
import type { ModelArtifacts } from '../../application/ports/model-artifacts.js';
import { foldOnto, nothingSoFar } from '../../application/stream-so-far.js';
import { predictionModelAggregate } from '../../domain/prediction-model/aggregate.js';
import type { ModelName, ModelVersion } from '../../domain/prediction-model/names.js';
import {
  championOf,
  championsBefore,
  initialModel,
  type ModelState,
  versionIn,
} from '../../domain/prediction-model/state.js';
import { predictionModelStream } from '../../domain/prediction-model/stream.js';
import type { CannotRead, OtherColumns } from '../learning/cannot-learn.js';

/** A version whose predictions are shown, or would be. `bytes` are memory that threads can share, by `digest`. */
export type Champion = {
  readonly model: ModelName;
  readonly version: ModelVersion;
  readonly digest: string;
  readonly bytes: Uint8Array;
};

export type CannotServe = CannotRead | OtherColumns | { readonly _tag: 'ArtifactMissing'; readonly digest: string };

export type Unserved = {
  readonly model: ModelName;
  readonly version: ModelVersion;
  readonly reason: CannotServe;
};

export type Champions = {
  /** Whose predictions are shown: the champion, or while that cannot be used, the one whose place it took. */
  readonly of: (model: ModelName) => Promise<Champion | undefined>;
  /** The champions that cannot be used. */
  readonly unserved: () => ReadonlyArray<Unserved>;
};

type Deps = Pick<EventStore, 'readStream'> & {
  readonly artifacts: Pick<ModelArtifacts, 'get'>;
  /** Whether predictions can be made by it, without making any. */
  readonly tryOut: (champion: Champion) => Promise<E.Either<CannotServe, unknown>>;
  /** Told once for each version. */
  readonly onUnserved: (unserved: Unserved) => void;
  readonly now?: () => number;
};

/** Who is champion is asked again after so long. */
const KEPT_MS = 2_000;

/** Memory that is posted to threads without being copied. */
const shared = (bytes: Uint8Array): Uint8Array => {
  const copy = new Uint8Array(new SharedArrayBuffer(bytes.length));
  copy.set(bytes);
  return copy;
};

/** The champion, and those before it that can be gone back to. */
const inTurn = (state: ModelState): ReadonlyArray<ModelVersion> => {
  const champion = championOf(state)?.version;
  const before = championsBefore(state).filter((version) => versionIn(state, version).retiredAt === undefined);
  return champion === undefined ? [] : [champion, ...before.toReversed()];
};

type Held = {
  readonly champion: Champion | undefined;
  readonly unserved: ReadonlyArray<Unserved>;
  readonly at: number;
};

/** The champions of all models, as the log and the artifacts have them. Make it once: what was found good is kept. */
export const makeChampions = ({ readStream, artifacts, tryOut, onUnserved, now = Date.now }: Deps): Champions => {
  const held = new Map<ModelName, Held>();

  const versionOf = async (
    model: ModelName,
    version: ModelVersion,
    digest: string,
  ): Promise<E.Either<Unserved, Champion>> => {
    const known = held.get(model)?.champion;
    if (known?.version === version) return E.right(known);
    const bytes = await artifacts.get(digest);
    if (bytes === undefined) return E.left({ model, version, reason: { _tag: 'ArtifactMissing', digest } });
    const champion = { model, version, digest, bytes: shared(bytes) };
    const tried = await tryOut(champion);
    return E.isLeft(tried) ? E.left({ model, version, reason: tried.left }) : E.right(champion);
  };

  const find = async (model: ModelName): Promise<Held> => {
    const read = await readStream(predictionModelStream(model))();
    if (E.isLeft(read)) throw read.left;
    const { state } = foldOnto(predictionModelAggregate, nothingSoFar(initialModel), read.right);
    const unserved: Array<Unserved> = [];
    for (const version of inTurn(state)) {
      const known = held.get(model)?.unserved.find((one) => one.version === version);
      const digest = versionIn(state, version).trained?.value.artifact;
      if (digest === undefined) continue;
      const found: E.Either<Unserved, Champion> =
        known === undefined ? await versionOf(model, version, digest) : E.left(known);
      if (E.isRight(found)) return { champion: found.right, unserved, at: now() };
      if (known === undefined) onUnserved(found.left);
      unserved.push(found.left);
    }
    return { champion: undefined, unserved, at: now() };
  };

  return {
    of: async (model) => {
      const known = held.get(model);
      if (known !== undefined && now() - known.at < KEPT_MS) return known.champion;
      const found = await find(model);
      held.set(model, found);
      return found.champion;
    },
    unserved: () => [...held.values()].flatMap(({ unserved }) => unserved),
  };
};
