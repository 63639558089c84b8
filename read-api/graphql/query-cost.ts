import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Fields that each put a question to the read side, or ask for a change. */
const ASKING = new Set([
  'accounts',
  'account',
  'usagePatterns',
  'trendSeries',
  'comparePeriods',
  'cohorts',
  'retention',
  'decomposition',
  'forecast',
  'correlations',
  'detector',
  'anomalies',
  'anomaly',
  'healthBands',
  'trendMetrics',
  'health',
  'healthHistory',
  'healthExplanation',
  'trends',
  'history',
  'connections',
  'quarantine',
  'createConnection',
  'configureConnection',
  'pauseConnection',
  'resumeConnection',
  'rotateConnectionSecret',
  'retireOldSecrets',
  'changeConnectionCredentials',
  'testConnection',
  'acknowledgeAnomaly',
  'explainAnomaly',
  'resolveAnomaly',
  'reopenAnomaly',
]);

/** How many questions an operation puts, with its fragments written out. A cycle of fragments is invalid, and costs nothing here. */
const costs = (document: DocumentNode): ReadonlyArray<number> => {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const known = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const held = known.get(name);
    if (held !== undefined) return held;
    known.set(name, 0);
    const cost = of(fragments.get(name)?.selectionSet);
    known.set(name, cost);
    return cost;
  };

  const of = (selected: SelectionSetNode | undefined): number =>
    (selected?.selections ?? []).reduce((sum, one) => {
      if (one.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(one.name.value);
      const own = one.kind === Kind.FIELD && ASKING.has(one.name.value) ? 1 : 0;
      return sum + own + of(one.selectionSet);
    }, 0);

  return document.definitions.flatMap((one) => (one.kind === Kind.OPERATION_DEFINITION ? [of(one.selectionSet)] : []));
};

/**
 * Bounds what one document may ask. It holds one operation only: mercurius compiles a document once, for whichever
 * of its operations was named first, and would answer the others with it.
 */
export const queryCost =
  (most: number) =>
  (context: ValidationContext): ASTVisitor => ({
    Document: (document) => {
      const asked = costs(document);
      if (asked.length > 1) context.reportError(new GraphQLError('A document holds one operation.'));
      if (asked.some((cost) => cost > most))
        context.reportError(
          new GraphQLError(`A document may ask at most ${most} questions, aliases and fragments counted.`),
        );
    },
  });
