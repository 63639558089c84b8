type Vertex = { readonly at: Float64Array; readonly cost: number };

const between = (from: Float64Array, to: Float64Array, share: number): Float64Array => {
  const at = new Float64Array(from.length);
  for (let i = 0; i < at.length; i += 1)
    at[i] = (from[i] as number) + share * ((to[i] as number) - (from[i] as number));
  return at;
};

/** Few, and nearly in order. */
const sort = (simplex: Array<Vertex>): void => {
  for (let i = 1; i < simplex.length; i += 1) {
    const vertex = simplex[i] as Vertex;
    let place = i;
    for (; place > 0 && (simplex[place - 1] as Vertex).cost > vertex.cost; place -= 1)
      simplex[place] = simplex[place - 1] as Vertex;
    simplex[place] = vertex;
  }
};

/**
 * Where a function of a few variables is least within a box, as far as `evaluations` calls go. Nelder and Mead 1965, each vertex moved back into the box.
 * @param start one value a variable, inside the box
 * @param low the box's lower corner
 * @param high its upper corner
 */
export const minimum = (
  cost: (at: Float64Array) => number,
  start: Float64Array,
  low: Float64Array,
  high: Float64Array,
  evaluations: number,
): Vertex => {
  let left = evaluations;
  const vertexAt = (at: Float64Array): Vertex => {
    left -= 1;
    for (let i = 0; i < at.length; i += 1) at[i] = Math.min(high[i] ?? 0, Math.max(low[i] ?? 0, at[i] ?? 0));
    const value = cost(at);
    return { at, cost: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  const moved = (variable: number): Float64Array => {
    const at = start.slice();
    const from = low[variable] ?? 0;
    const to = high[variable] ?? 0;
    const here = at[variable] ?? 0;
    at[variable] = here + (here - from > to - here ? -0.25 : 0.25) * (to - from);
    return at;
  };
  let simplex = [vertexAt(start.slice()), ...Array.from(start, (_, i) => vertexAt(moved(i)))];
  sort(simplex);
  while (left > 0) {
    const best = simplex[0] as Vertex;
    const worst = simplex[simplex.length - 1] as Vertex;
    const second = simplex[simplex.length - 2] as Vertex;
    if (!(worst.cost - best.cost > 1e-7 * Math.abs(best.cost))) break;
    const centre = new Float64Array(start.length);
    for (const { at } of simplex)
      if (at !== worst.at)
        for (let i = 0; i < at.length; i += 1) centre[i] = (centre[i] ?? 0) + (at[i] ?? 0) / start.length;
    const reflected = vertexAt(between(centre, worst.at, -1));
    if (reflected.cost < best.cost) {
      const expanded = vertexAt(between(centre, worst.at, -2));
      simplex[simplex.length - 1] = expanded.cost < reflected.cost ? expanded : reflected;
    } else if (reflected.cost < second.cost) {
      simplex[simplex.length - 1] = reflected;
    } else {
      const outside = reflected.cost < worst.cost;
      const contracted = vertexAt(between(centre, outside ? reflected.at : worst.at, 0.5));
      if (contracted.cost < Math.min(reflected.cost, worst.cost)) simplex[simplex.length - 1] = contracted;
      else simplex = simplex.map((vertex) => (vertex === best ? best : vertexAt(between(best.at, vertex.at, 0.5))));
    }
    sort(simplex);
  }
  return simplex[0] as Vertex;
};
