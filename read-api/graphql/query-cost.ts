import {
  type ASTVisitor,
  type DocumentNode,
  GraphQLError,
  type GraphQLSchema,
  getNamedType,
  isInterfaceType,
  isObjectType,
  Kind,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Root fields, and fields that take arguments, each put a question to the read side or ask for a change. */
const askedBy = (schema: GraphQLSchema, parent: unknown, name: string) => {
  const field = isObjectType(parent) || isInterfaceType(parent) ? parent.getFields()[name] : undefined;
  if (field === undefined) return { type: undefined, asks: 0 };
  const isRoot = [schema.getQueryType(), schema.getMutationType()].some((root) => root === parent);
  return { type: getNamedType(field.type), asks: isRoot || field.args.length > 0 ? 1 : 0 };
};

/** How many questions an operation puts, with its fragments written out. A cycle of fragments is invalid, and costs nothing here. */
const costs = (schema: GraphQLSchema, document: DocumentNode): ReadonlyArray<number> => {
  const fragments = new Map(
    document.definitions.flatMap((one) => (one.kind === Kind.FRAGMENT_DEFINITION ? [[one.name.value, one]] : [])),
  );
  const known = new Map<string, number>();

  const ofFragment = (name: string): number => {
    const held = known.get(name);
    if (held !== undefined) return held;
    known.set(name, 0);
    const fragment = fragments.get(name);
    const cost = of(fragment?.selectionSet, schema.getType(fragment?.typeCondition.name.value ?? ''));
    known.set(name, cost);
    return cost;
  };

  const of = (selected: SelectionSetNode | undefined, parent: unknown): number =>
    (selected?.selections ?? []).reduce((sum, one) => {
      if (one.kind === Kind.FRAGMENT_SPREAD) return sum + ofFragment(one.name.value);
      if (one.kind === Kind.INLINE_FRAGMENT) {
        const { typeCondition } = one;
        return sum + of(one.selectionSet, typeCondition ? schema.getType(typeCondition.name.value) : parent);
      }
      const { type, asks } = askedBy(schema, parent, one.name.value);
      return sum + asks + of(one.selectionSet, type);
    }, 0);

  return document.definitions.flatMap((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? [of(one.selectionSet, schema.getRootType(one.operation))] : [],
  );
};

/**
 * Bounds what one document may ask. It holds one operation only: mercurius compiles a document once, for whichever
 * of its operations was named first, and would answer the others with it.
 */
export const queryCost =
  (most: number) =>
  (context: ValidationContext): ASTVisitor => ({
    Document: (document) => {
      const asked = costs(context.getSchema(), document);
      if (asked.length > 1) context.reportError(new GraphQLError('A document holds one operation.'));
      if (asked.some((cost) => cost > most))
        context.reportError(
          new GraphQLError(`A document may ask at most ${most} questions, aliases and fragments counted.`),
        );
    },
  });
