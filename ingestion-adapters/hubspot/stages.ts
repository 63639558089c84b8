import * as E from 'fp-ts/lib/Either.js';
import * as t from 'io-ts';
import { optional, VendorId } from '../vendor-codecs.js';

type StageOutcome = 'open' | 'won' | 'lost';

/** By the id of the stage. */
export type StageOutcomes = ReadonlyMap<string, StageOutcome>;

/** The stages of HubSpot's own pipeline, which have names. What a stage by number means, only the pipelines tell. */
export const defaultStages: StageOutcomes = new Map([
  ['appointmentscheduled', 'open'],
  ['qualifiedtobuy', 'open'],
  ['presentationscheduled', 'open'],
  ['decisionmakerboughtin', 'open'],
  ['contractsent', 'open'],
  ['closedwon', 'won'],
  ['closedlost', 'lost'],
]);

/** Metadata are text, also booleans and probabilities. */
const Stage = t.type({
  id: VendorId,
  metadata: t.type({
    isClosed: optional(t.union([t.string, t.boolean])),
    probability: optional(t.union([t.string, t.number])),
  }),
});
const Pipelines = t.type({ results: t.readonlyArray(t.type({ stages: t.readonlyArray(t.unknown) })) });

const outcomeOf = ({ metadata }: t.TypeOf<typeof Stage>): StageOutcome | undefined => {
  const probability = Number(metadata.probability ?? Number.NaN);
  switch (String(metadata.isClosed).toLowerCase()) {
    case 'false':
      return 'open';
    case 'true':
      return probability === 1 ? 'won' : probability === 0 ? 'lost' : undefined;
    default:
      return undefined;
  }
};

/** What the answer to `GET /crm/v3/pipelines/deals` says of its stages, beside those every portal has. */
export const stagesIn = (pipelines: unknown): StageOutcomes => {
  const decoded = Pipelines.decode(pipelines);
  if (E.isLeft(decoded)) return defaultStages;
  const said = decoded.right.results.flatMap(({ stages }) =>
    stages.flatMap((stage): ReadonlyArray<readonly [string, StageOutcome]> => {
      const known = Stage.decode(stage);
      const outcome = E.isRight(known) ? outcomeOf(known.right) : undefined;
      return E.isRight(known) && outcome !== undefined ? [[known.right.id, outcome]] : [];
    }),
  );
  return new Map([...defaultStages, ...said]);
};
